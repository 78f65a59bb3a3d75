// Pages on which nothing is asked any more, or not yet: what waits on this device goes from here, too.

import { showWaiting } from "./waiting.js";

const box = document.querySelector("[data-waiting-box]");
showWaiting(box, box.dataset.waitingBox, { quietly: true });
