# The main table again, by other people's programs: everyone and SEND, with CR2 intervals.
# Unpack the pack, go into its folder and run: Rscript reproduce.R [main_table.csv of one part ...]
# Needs R with the packages survey and clubSandwich.
suppressMessages({library(survey); library(clubSandwich)})

closeness <- 1e-6

# One row for each questionnaire that the counts stand for.
people <- function(cells, row, wave, group) {
  at <- cells$kind == row$kind & cells$by == row$by & cells$wave == wave & cells$group == group & cells$school != ""
  sent <- cells[at & cells$item == "", ]
  yes <- cells[at & cells$item == row$item & cells$answer == "positive", ]
  positive <- yes$n[match(sent$school, yes$school)]
  positive[is.na(positive)] <- 0L
  data.frame(school = rep(sent$school, sent$n),
             y = unlist(mapply(function(p, n) rep(c(1, 0), c(p, n - p)), positive, sent$n, SIMPLIFY = FALSE)))
}

# CR2 with Satterthwaite's degrees of freedom, of the last coefficient.
cr2 <- function(fit, school) {
  test <- coef_test(fit, vcov = vcovCR(fit, cluster = school, type = "CR2"), test = "Satterthwaite")
  last <- nrow(test)
  c(estimate = unname(coef(fit)[[last]]), se = test$SE[last], df = as.numeric(test[["df_Satt"]])[last])
}

share <- function(d) {
  made <- cr2(lm(y ~ 1, data = d), d$school)
  p <- made[["estimate"]]; n <- nrow(d)
  weighted <- coef(svymean(~y, svydesign(id = ~school, weights = ~1, data = d)))
  if (abs(weighted - p) > closeness) stop("survey and lm give two shares")
  size <- if (made[["se"]] > 0) p * (1 - p) / made[["se"]]^2 else n
  size <- size * (qt(.975, n - 1) / qt(.975, made[["df"]]))^2
  c(p, qbeta(.025, size * p, size * (1 - p) + 1), qbeta(.975, size * p + 1, size * (1 - p)), made[["df"]])
}

difference <- function(from, to) {
  d <- rbind(cbind(from, later = 0), cbind(to, later = 1))
  made <- cr2(lm(y ~ later, data = d), d$school)
  reach <- qt(.975, made[["df"]]) * made[["se"]]
  c(made[["estimate"]], made[["estimate"]] - reach, made[["estimate"]] + reach, made[["df"]])
}

again <- function(cells, row, first) {
  now <- people(cells, row, row$wave, row$group)
  made <- switch(row$what, share = share(now), change = difference(people(cells, row, first, row$group), now),
                 gap = difference(people(cells, row, row$wave, row$against), now))
  c(100 * made[1:3], made[4])
}

check <- function(file) {
  cells <- read.csv(file.path(dirname(file), "cells.csv"), colClasses = "character")
  cells$n <- as.integer(cells$n)
  ours <- read.csv(file, colClasses = c(rep("character", 7), rep("numeric", 4)))
  waves <- c("baseline", "midpoint", "endline")
  worst <- 0; compared <- 0; wrong <- 0
  for (place in seq_len(nrow(ours))) {
    row <- ours[place, ]
    first <- waves[waves %in% cells$wave[cells$kind == row$kind & cells$by == row$by]][1]
    told <- unlist(row[c("estimate", "low", "high", "df")])
    off <- abs(again(cells, row, first) - told)
    off <- off[!is.na(told)]
    compared <- compared + length(off); worst <- max(worst, off)
    if (any(off > closeness)) {
      wrong <- wrong + 1
      cat(file, row$item, row$by, row$group, row$what, row$wave, "differ by", max(off), "\n")
    }
  }
  cat(sprintf("%s: %d lines, %d values compared, largest difference %.1e\n", file, nrow(ours), compared, worst))
  wrong
}

files <- commandArgs(trailingOnly = TRUE)
if (!length(files)) files <- Sys.glob("*/main_table.csv")
wrong <- sum(vapply(files, check, numeric(1)))
cat(if (wrong) sprintf("%d lines differ.\n", wrong) else "Everything agrees with survey and clubSandwich.\n")
quit(status = if (wrong) 1 else 0)
