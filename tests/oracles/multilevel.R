# Values for tests/evaluation/multilevel. Run in this folder: Rscript multilevel.R
# Cells are drawn here with a fixed seed and written beside the values, so that the test reads the very same rows.
suppressMessages({library(lme4); library(ordinal); library(numDeriv); library(jsonlite)})
set.seed(20251)
design <- function(schools, size) {
  d <- expand.grid(wave = 0:1, send = 0:1, school = seq_len(schools))
  d$n <- round(size[d$school] * ifelse(d$send == 1, .18, .82) * ifelse(d$wave == 1, .7, 1))
  d
}
binomial_cells <- function(schools, size, sd) {
  d <- design(schools, size)
  eta <- .7 + .35 * d$wave - .5 * d$send + .1 * d$wave * d$send + rnorm(schools, 0, sd)[d$school]
  d$positive <- rbinom(nrow(d), d$n, plogis(eta))
  d
}
ordinal_cells <- function(schools, size, sd, cuts) {
  d <- design(schools, size)
  eta <- .35 * d$wave - .5 * d$send + rnorm(schools, 0, sd)[d$school]
  k <- length(cuts) + 1
  counts <- t(sapply(seq_len(nrow(d)), function(i)
    rmultinom(1, d$n[i], diff(c(0, plogis(cuts - eta[i]), 1)))))
  colnames(counts) <- paste0("answer", seq_len(k))
  cbind(d, counts)
}
tight <- glmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e6),
                      check.conv.grad = "ignore", check.conv.hess = "ignore")
with_lme4 <- function(d) {
  rows <- d[d$n > 0, ]
  one <- rows[rep(seq_len(nrow(rows)), rows$n), c("school", "wave", "send")]
  one$y <- unlist(lapply(seq_len(nrow(rows)), function(i)
    c(rep(1, rows$positive[i]), rep(0, rows$n[i] - rows$positive[i]))))
  # polished from its own solution: lme4's optimiser stops early on a flat likelihood
  fit <- glmer(y ~ wave * send + (1 | school), data = one, family = binomial, nAGQ = 15, control = tight)
  start <- list(theta = getME(fit, "theta"), fixef = fixef(fit))
  fit <- glmer(y ~ wave * send + (1 | school), data = one, family = binomial, nAGQ = 15, control = tight, start = start)
  effects <- ranef(fit)$school[[1]]
  # lme4 differences its deviance roughly; numDeriv does so finely, with lme4's own deviance
  deviance <- update(fit, devFunOnly = TRUE)
  bend <- hessian(deviance, c(getME(fit, "theta"), fixef(fit)))
  errors <- sqrt(diag(solve(bend / 2)))[-1]
  sd <- getME(fit, "theta")
  chance <- plogis(model.matrix(fit) %*% fixef(fit) + effects[as.integer(factor(one$school))])
  within <- tapply(chance * (1 - chance), one$school, sum)
  list(cells = d, coefficients = unname(fixef(fit)), errors = errors,
       sd = unname(sd), log_likelihood = as.numeric(logLik(fit)),
       effects = effects, effect_errors = unname(1 / sqrt(as.numeric(within) + 1 / sd^2)))
}
on_a_grid <- function(rows, answers, p) {
  cuts <- p[seq_len(length(answers) - 1)]; slopes <- p[length(answers) + 0:2]; sd <- exp(p[length(p)])
  u <- seq(-9, 9, length.out = 361)
  x <- cbind(rows$wave, rows$send, rows$wave * rows$send)
  eta <- as.numeric(x %*% slopes)
  by_cell <- sapply(u, function(at) {
    below <- cbind(0, plogis(outer(-eta - sd * at, cuts, `+`)), 1)
    chance <- below[, -1] - below[, -ncol(below)]
    rowSums(as.matrix(rows[answers]) * log(chance))
  })
  by_school <- rowsum(by_cell, rows$school)
  top <- apply(by_school, 1, max)
  sum(log(exp(by_school - top) %*% (dnorm(u) * (u[2] - u[1]))) + top)
}
with_clmm <- function(d) {
  rows <- d[d$n > 0, ]
  answers <- grep("^answer", names(d), value = TRUE)
  one <- do.call(rbind, lapply(seq_along(answers), function(k)
    data.frame(rows[c("school", "wave", "send")], answer = k, w = rows[[answers[k]]])))
  one <- one[one$w > 0, ]
  one <- one[rep(seq_len(nrow(one)), one$w), ]
  one$answer <- factor(one$answer, ordered = TRUE); one$school <- factor(one$school)
  fit <- clmm(answer ~ wave * send + (1 | school), data = one, nAGQ = 15,
              control = clmm.control(method = "ucminf", grtol = 1e-9, xtol = 1e-14, gradTol = 1e-10, maxIter = 500))
  cuts <- length(fit$alpha)
  # clmm differences its likelihood roughly; here it is integrated on a fine grid and differenced finely
  sd <- as.numeric(fit$ST[[1]])
  bend <- hessian(function(p) -on_a_grid(rows, answers, p), c(fit$alpha, fit$beta, log(sd)))
  errors <- sqrt(diag(solve(bend)))[seq_len(cuts + 3)]
  list(cells = d, cuts = unname(fit$alpha), slopes = unname(fit$beta), errors = unname(errors),
       sd = sd, log_likelihood = as.numeric(logLik(fit)),
       grid_log_likelihood = on_a_grid(rows, answers, c(fit$alpha, fit$beta, log(sd))),
       effects = as.numeric(ranef(fit)[[1]][[1]]), effect_errors = sqrt(as.numeric(condVar(fit)[[1]][[1]])))
}
sizes <- c(260, 220, 180, 150, 140, 80, 70, 50, 30, 20)
out <- list(
  versions = list(R = R.version.string, lme4 = as.character(packageVersion("lme4")),
                  ordinal = as.character(packageVersion("ordinal"))),
  command = "Rscript multilevel.R",
  binomial = list(pilot = with_lme4(binomial_cells(10, sizes, .45)),
                  balanced = with_lme4(binomial_cells(12, rep(60, 12), .6)),
                  sparse = with_lme4(binomial_cells(60, rep(c(3, 5, 8, 12), 15), 1.1))),
  ordinal = list(pilot = with_clmm(ordinal_cells(10, sizes, .45, c(-2, -.9, 1.1))),
                 balanced = with_clmm(ordinal_cells(12, rep(60, 12), .6, c(-1, .8))),
                 sparse = with_clmm(ordinal_cells(40, rep(c(4, 6, 9, 12), 10), 1, c(-2, -.7, .9)))))
write_json(out, "multilevel.json", digits = I(15), auto_unbox = TRUE, dataframe = "columns", pretty = FALSE)
