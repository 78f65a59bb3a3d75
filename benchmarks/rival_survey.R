# The same shares by R's survey: Rscript benchmarks/rival_survey.R ANSWERS.csv CALLS
# Positive shares of 12 items by 4 groupings (48 calls; the first CALLS of them), linearised errors.
# The CSV has a column of 0 and 1 for each item. Prints one line of JSON; "seconds" leaves out reading the file.
suppressMessages(library(survey))
arguments <- commandArgs(TRUE)
rows <- read.csv(arguments[1], colClasses = c(school = "character"), stringsAsFactors = TRUE)
items <- setdiff(names(rows), c("school", "wave", "gender", "sen", "year_group"))
groupings <- c("wave", "wave + gender", "wave + sen", "wave + year_group")
calls <- expand.grid(by = groupings, item = items, stringsAsFactors = FALSE)[seq_len(as.integer(arguments[2])), ]
started <- proc.time()[["elapsed"]]
design <- svydesign(id = ~school, weights = rep(1, nrow(rows)), data = rows)
made <- lapply(seq_len(nrow(calls)), function(k)
  svyby(reformulate(calls$item[k]), as.formula(paste("~", calls$by[k])), design, svymean))
seconds <- proc.time()[["elapsed"]] - started
first <- coef(made[[1]])
cat(sprintf('{"seconds": %.3f, "first": [%.12f, %.12f], "calls": %d}\n', seconds, first[1], first[2], nrow(calls)))
