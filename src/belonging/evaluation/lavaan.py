"""A ready R script (lavaan, semTools) that asks whether the whole scale measures the same in every group.

The ladder for answers in steps is that of Wu and Estabrook (2016), doi 10.1007/s11336-016-9506-0: the same shape,
the same thresholds, then loadings, then intercepts. The engine does not fit it itself; it writes script and rows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import polars as pl

from belonging.evaluation.scoring import levels_of
from belonging.instruments.model import Item

INVARIANCE_GROUPS = ("wave", "send")

_SCRIPT = """\
# Does the scale measure the same in every group? Run beside @CSV@: Rscript @SCRIPT@
# Needs R with lavaan, semTools and jsonlite. Writes @JSON@. Takes about half a minute for 2,000 pupils.
# Answers are levels from the least favourable (1) upwards, reversed statements turned round already.
# Pupils are treated as independent: lavaan has no clusters for answers in steps, so the tests are too sure.
suppressMessages({library(lavaan); library(semTools); library(jsonlite)})

rows <- read.csv(@CSV@, stringsAsFactors = FALSE)
items <- c(@ITEMS@)
groups <- c(@GROUPS@)
rows <- rows[complete.cases(rows[items]), ]
model <- paste("f =~", paste(items, collapse = " + "))
ladder <- list(configural = "configural", thresholds = "thresholds", loadings = c("thresholds", "loadings"),
               intercepts = c("thresholds", "loadings", "intercepts"))

fitted_at <- function(part, by, equal) {
  syntax <- measEq.syntax(model, data = part, ordered = items, parameterization = "theta", ID.fac = "std.lv",
                          ID.cat = "Wu.Estabrook.2016", group = by, group.equal = equal)
  cfa(as.character(syntax), data = part, ordered = items, parameterization = "theta", group = by)
}

# The next step must not fit clearly worse. Scaled difference test; NA where lavaan cannot give it.
worse <- function(looser, tighter) tryCatch({
  test <- lavTestLRT(looser, tighter, method = "satorra.2000")
  list(difference = test[["Chisq diff"]][2], df = test[["Df diff"]][2], p = test[["Pr(>Chisq)"]][2])
}, error = function(reason) NULL)

climb <- function(by) {
  part <- rows[!is.na(rows[[by]]) & rows[[by]] != "undisclosed", ]
  for (item in items) for (group in unique(part[[by]]))
    if (!setequal(part[[item]], part[[item]][part[[by]] == group]))
      return(list(not_fitted = paste0("In ", item, " an answer is missing from ", group, ".")))
  steps <- lapply(ladder, function(equal) fitted_at(part, by, equal))
  fit <- lapply(steps, function(step)
    as.list(fitMeasures(step, c("chisq.scaled", "df.scaled", "pvalue.scaled", "cfi.scaled", "rmsea.scaled", "srmr"))))
  list(people = as.list(table(part[[by]])), fit = fit,
       tests = lapply(setNames(2:4, names(ladder)[2:4]), function(step) worse(steps[[step - 1]], steps[[step]])))
}

one <- cfa(model, data = rows, ordered = items, std.lv = TRUE)
found <- list(
  versions = list(R = R.version.string, lavaan = as.character(packageVersion("lavaan")),
                  semTools = as.character(packageVersion("semTools"))),
  people = nrow(rows), omega = as.numeric(compRelSEM(one)),
  loadings = as.list(setNames(inspect(one, "est")$lambda[, 1], items)),
  invariance = lapply(setNames(groups, groups), climb))
write_json(found, @JSON@, digits = I(10), auto_unbox = TRUE, pretty = TRUE)
"""


def invariance_script(
    items: Sequence[Item], name: str = "invariance", groups: Sequence[str] = INVARIANCE_GROUPS
) -> str:
    """The script `name`.R, which reads `name`.csv (invariance_rows) and writes `name`.json, all in one folder."""
    keys = ", ".join(_quoted(item.key) for item in items)
    script = _SCRIPT
    for mark, text in (
        ("Run beside @CSV@", f"Run beside {name}.csv"),
        ("@SCRIPT@", f"{name}.R"),
        ("Writes @JSON@", f"Writes {name}.json"),
        ("@CSV@", _quoted(f"{name}.csv")),
        ("@JSON@", _quoted(f"{name}.json")),
        ("@ITEMS@", keys),
        ("@GROUPS@", ", ".join(_quoted(group) for group in groups)),
    ):
        script = script.replace(mark, text)
    return script


def invariance_rows(frame: pl.DataFrame, items: Sequence[Item], groups: Sequence[str] = INVARIANCE_GROUPS) -> str:
    """CSV for the script: the groups, then a level per item, empty where nothing was chosen. Own data only."""
    levels = [pl.col(item.key).replace_strict(levels_of(item), default=None, return_dtype=pl.Int8) for item in items]
    return frame.select(*groups, *levels).sort(pl.all()).write_csv()


def _quoted(text: str) -> str:
    """As an R string: JSON's quoting is understood by R."""
    return json.dumps(text)
