# Values for tests/evaluation/test_nonresponse.py and its neighbours. Run in this folder: Rscript weighting.R
# The people are drawn here with a fixed seed; the JSON holds the cells that Python reads and what R made of them.
suppressMessages({library(survey); library(jsonlite)})
set.seed(20251)
FACTS <- c("school", "year", "sex", "sen")

# a roster of persons with their answer (if they gave one) and a design weight; special: a school of plans alone
people <- function(sizes, years, special, spread) {
  d <- do.call(rbind, lapply(seq_along(sizes), function(s) data.frame(school = s,
    year = sample(years, sizes[s], TRUE), sex = sample(c("girl", "boy"), sizes[s], TRUE),
    sen = if (s %in% special) "E" else sample(c("N", "K", "E"), sizes[s], TRUE, c(.8, .15, .05)))))
  likely <- plogis(1.1 - .9 * (d$sen == "K") - .6 * (d$sen == "E") - .25 * (d$year - min(years)) + .3 * (d$school %% 3 - 1))
  d$answered <- rbinom(nrow(d), 1, likely)
  d$positive <- rbinom(nrow(d), 1, plogis(.8 - .7 * (d$sen != "N") - .1 * (d$year - 7) + .25 * (d$school %% 4 - 1.5)))
  d$weight <- if (spread) round(runif(nrow(d), .6, 1.8), 3) else 1
  d
}
as_cells <- function(d) {
  d$n <- 1; d$w <- d$answered * d$weight; d$wy <- d$w * d$positive
  out <- aggregate(cbind(on_roll = n, answered, sums = w, hits = wy) ~ school + year + sex + sen, d, sum)
  out[order(out$school, out$year, out$sex, out$sen), ]
}
margins <- function(cells, by = FACTS) lapply(by, function(f) {
  total <- aggregate(cells$on_roll, list(cells[[f]]), sum); names(total) <- c(f, "Freq"); total })
weighed <- function(d) {
  cells <- as_cells(d)
  used <- FACTS[sapply(FACTS, function(f) length(unique(cells[[f]])) > 1)]
  fit <- glm(reformulate(paste0("factor(", used, ")"), "cbind(answered, on_roll - answered)"), binomial, cells,
             control = glm.control(epsilon = 1e-15, maxit = 100))
  cells$p <- fitted(fit)
  r <- merge(d[d$answered == 1, ], cells[c(FACTS, "p")])
  r$ipw <- r$weight / r$p
  design <- svydesign(id = ~school, weights = ~ipw, data = r)
  raked <- rake(design, lapply(used, function(f) reformulate(f)), margins(cells, used),
                control = list(maxit = 1000, epsilon = 1e-13))
  factor <- aggregate(list(each = weights(raked) / r$weight), r[FACTS], mean)
  list(share = unname(coef(svymean(~positive, raked))), cells = cells, each = factor)
}
case <- function(waves) {
  schools <- sort(unique(unlist(lapply(waves, function(d) d$school))))
  full <- sapply(waves, function(d) weighed(d)$share)
  without <- t(sapply(schools, function(s) sapply(waves, function(d) weighed(d[d$school != s, ])$share)))
  C <- length(schools)
  thetas <- cbind(without, without[, 2] - without[, 1])
  whole <- c(full, full[2] - full[1])
  V <- svrVar(thetas, scale = (C - 1) / C, rscales = rep(1, C), mse = TRUE, coef = whole)
  r <- do.call(rbind, Map(function(d, w) cbind(d[d$answered == 1, ], wave = w), waves, 1:2))
  # the same jackknife by survey itself, with the design weights alone
  plain <- as.svrepdesign(svydesign(id = ~school, weights = ~weight, data = r), type = "JK1", mse = TRUE)
  by <- svyby(~positive, ~wave, plain, svymean, covmat = TRUE)
  change <- svycontrast(by, c(-1, 1))
  list(cells = lapply(waves, function(d) { one <- weighed(d); merge(one$cells, one$each, all.x = TRUE) }),
       shares = full, change = whole[3], errors = sqrt(diag(V)),
       plain = list(shares = unname(coef(by)), errors = unname(SE(by)), change = unname(coef(change)[1]), change_error = unname(SE(change)[1])))
}
even <- list(people(rep(90, 8), 7:9, c(), FALSE), people(rep(90, 8), 7:9, c(), FALSE))
sizes <- c(190, 160, 120, 100, 70, 60, 45, 40, 35, 30)
uneven <- list(people(sizes, 7:11, 9, TRUE), people(c(sizes[-10]), 7:11, 9, TRUE))
one <- uneven[[1]]; answers <- one[one$answered == 1, ]
stratified <- postStratify(svydesign(id = ~school, weights = ~weight, data = answers), ~sen, margins(as_cells(one), "sen")[[1]])
out <- list(versions = list(R = R.version.string, survey = as.character(packageVersion("survey"))),
            command = "Rscript weighting.R", cases = list(even = case(even), uneven = case(uneven)),
            post_stratified = list(share = unname(coef(svymean(~positive, stratified))), factors = as.list(tapply(weights(stratified) / answers$weight, answers$sen, mean))))
write_json(out, "weighting.json", digits = I(17), auto_unbox = TRUE, dataframe = "columns", pretty = FALSE)
