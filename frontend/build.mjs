// Builds the two stylesheets that are committed under src/belonging/web/ui/static/ui.
// `node frontend/build.mjs [directory]`: another directory serves the test that looks for drift.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import rtlcss from "rtlcss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../src/belonging/web/ui/static/ui");
mkdirSync(out, { recursive: true });

const { css } = sass.compile(join(here, "belonging.scss"), {
  loadPaths: [join(here, "../node_modules/govuk-frontend/dist")],
  quietDeps: true,
  style: "compressed",
});

const sheets = { "belonging.css": css, "belonging.rtl.css": rtlcss.process(css, { clean: true }) };
for (const [name, text] of Object.entries(sheets)) {
  writeFileSync(join(out, name), `${text.trimEnd()}\n`);
  console.log(`${name}: ${text.length} bytes, ${gzipSync(text).length} gzipped`);
}
