# Does the scale measure the same in every group? Run beside invariance.csv: Rscript invariance.R
# Needs R with lavaan, semTools and jsonlite. Writes invariance.json. Takes about half a minute for 2,000 pupils.
# Answers are levels from the least favourable (1) upwards, reversed statements turned round already.
# Pupils are treated as independent: lavaan has no clusters for answers in steps, so the tests are too sure.
suppressMessages({library(lavaan); library(semTools); library(jsonlite)})

rows <- read.csv("invariance.csv", stringsAsFactors = FALSE)
items <- c("belong", "teachers_interested", "support_in_work", "safe", "lonely", "friendly", "adult_to_talk_to", "included", "liked_as_i_am", "respected_as_i_am", "fair", "happy")
groups <- c("wave", "send")
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
write_json(found, "invariance.json", digits = I(10), auto_unbox = TRUE, pretty = TRUE)
