# Values for tests/evaluation/test_scale_oracles.py. Run in this folder: Rscript scale.R
# Two data sets are drawn here with a fixed seed and written beside the values. The third is real: the five
# agreeableness items of `bfi` (2,800 people, psych), of which the pair tables alone are written.
suppressMessages({library(psych); library(lavaan); library(semTools); library(clubSandwich); library(jsonlite)})
set.seed(20252)

draw <- function(schools, load, cuts, missing) {
  size <- round(runif(schools, 15, 70))
  rows <- do.call(rbind, lapply(seq_len(schools), function(s) {
    own <- rnorm(1, 0, .3)
    do.call(rbind, lapply(0:1, function(w) {
      n <- round(size[s] * ifelse(w == 1, .8, 1)); f <- rnorm(n) + own + .25 * w
      items <- sapply(seq_along(load), function(i) {
        x <- load[i] * f + sqrt(1 - load[i]^2) * rnorm(n) + .2 * (i - 3)
        findInterval(x, cuts) + 1
      })
      items[matrix(runif(length(items)) < missing, n)] <- 0
      cbind(school = s, wave = w, items)
    }))
  }))
  rows <- as.data.frame(rows)
  names(rows)[-(1:2)] <- paste0("item", seq_along(load))
  rows
}

mean_score <- function(d, items) {
  x <- as.matrix(d[items]); x[x == 0] <- NA
  answered <- rowSums(!is.na(x))
  d$score <- ifelse(answered >= ceiling(2 * length(items) / 3), rowMeans(x, na.rm = TRUE), NA)
  d <- d[!is.na(d$score), ]
  fit <- lm(score ~ wave, data = d)
  test <- coef_test(fit, vcov = vcovCR(fit, cluster = d$school, type = "CR2"), test = "Satterthwaite")
  ends <- conf_int(fit, vcov = "CR2", cluster = d$school, level = 0.95)
  first <- d[d$wave == 0, ]
  one <- lm(score ~ 1, data = first)
  alone <- coef_test(one, vcov = vcovCR(one, cluster = first$school, type = "CR2"), test = "Satterthwaite")
  at <- conf_int(one, vcov = "CR2", cluster = first$school, level = 0.95)
  list(people = nrow(d), mean = coef(one)[[1]], mean_ends = c(at$CI_L[1], at$CI_U[1]),
       change = coef(fit)[[2]], change_ends = c(ends$CI_L[2], ends$CI_U[2]),
       df = as.numeric(test[["df_Satt"]])[2], mean_df = as.numeric(alone[["df_Satt"]])[1], p = test[["p_Satt"]][2])
}

by_least_squares <- function(r) {
  off <- row(r) != col(r)
  f <- function(l) sum((r - l %*% t(l))[off]^2)
  g <- function(l) as.numeric(-4 * ((r - l %*% t(l)) * off) %*% l)
  start <- rep(.5, nrow(r))
  for (i in 1:3) start <- nlminb(start, f, g, control = list(rel.tol = 1e-15, x.tol = 1e-14, iter.max = 1000))$par
  start
}

hangs_together <- function(y) {
  items <- names(y)
  a <- suppressWarnings(psych::alpha(y))
  r <- unclass(lavCor(y, ordered = items)); attr(r, "header") <- NULL
  fit <- cfa(paste("f =~", paste(items, collapse = "+")), data = y, ordered = items, std.lv = TRUE)
  list(people = nrow(y), alpha = a$total$raw_alpha, alpha_if_dropped = a$alpha.drop$raw_alpha,
       item_rest = a$item.stats$r.drop, correlations = matrix(r, nrow(r)),
       least_squares = by_least_squares(matrix(r, nrow(r))),
       psych_minres = as.numeric(suppressWarnings(fa(matrix(r, nrow(r)), nfactors = 1, fm = "minres"))$loadings),
       lavaan_loadings = unname(inspect(fit, "est")$lambda[, 1]),
       thresholds = unname(inspect(fit, "est")$tau[, 1]),
       omega = as.numeric(compRelSEM(fit)))
}

of <- function(d, reversed) {
  items <- grep("^item", names(d), value = TRUE)
  y <- d[d$wave == 0 & rowSums(d[items] == 0) == 0, items]
  list(rows = d, score = mean_score(d, items), all = hangs_together(y),
       without = hangs_together(y[setdiff(items, reversed)]))
}

pairs <- function(y, answers) lapply(y, function(a) lapply(y, function(b)
  unname(unclass(table(factor(a, seq_len(answers)), factor(b, seq_len(answers)))))))
real <- psych::bfi[paste0("A", 1:5)]
real <- real[complete.cases(real), ]
real$A1 <- 7 - real$A1

normal <- expand.grid(h = c(-2.5, -1, 0, .3, 1.7), k = c(-1.2, 0, .8, 2.1), r = c(-.97, -.5, 0, .2, .8, .99))
normal$p <- mapply(function(h, k, r) integrate(function(x) dnorm(x) * pnorm((k - r * x) / sqrt(1 - r^2)), -Inf, h,
                   rel.tol = 1e-13, abs.tol = 1e-15, subdivisions = 2000)$value, normal$h, normal$k, normal$r)

out <- list(
  versions = list(R = R.version.string, psych = as.character(packageVersion("psych")),
                  lavaan = as.character(packageVersion("lavaan")), semTools = as.character(packageVersion("semTools")),
                  clubSandwich = as.character(packageVersion("clubSandwich"))),
  command = "Rscript scale.R",
  normal = normal,
  eight = of(draw(9, c(.8, .7, .6, .75, .35, .7, .65, .5), c(-1.4, -.4, .9), .03), "item5"),
  five = of(draw(6, c(.9, .6, .7, .8, .5), c(-1.8, -1.2, -.4, .8), .02), "item2"),
  real = c(list(pairs = pairs(real, 6)), hangs_together(real)))
write_json(out, "scale.json", digits = I(15), auto_unbox = TRUE, dataframe = "columns", pretty = FALSE)
