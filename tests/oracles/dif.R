# Values for tests/evaluation/test_dif_oracles.py. Run in this folder: Rscript dif.R
# The logistic case is clubSandwich's, on whitened rows. No program gives CR2 for a cumulative logit, so there the definition is
# worked out here with full matrices of people x people, from the estimates of `ordinal`.
suppressMessages({library(clubSandwich); library(ordinal); library(jsonlite)})
set.seed(20253)

draw <- function(schools, size) {
  d <- do.call(rbind, lapply(seq_len(schools), function(s) {
    n <- size[s]; group <- rbinom(n, 1, .35); f <- rnorm(n, rnorm(1, 0, .4) - .2 * group)
    x <- sapply(1:5, function(i) findInterval(.8 * f + .6 * rnorm(n) + ifelse(i == 3, .5, 0) * group, c(-1, 0, .9)) + 1)
    cbind(school = s, group = group, x)
  }))
  d <- as.data.frame(d); names(d)[3:7] <- paste0("item", 1:5); d
}

logistic <- function(d, item) {
  d$y <- as.numeric(d[[item]] >= 3); d$rest <- rowSums(d[grep("^item", names(d))]) - d[[item]]
  fit <- glm(y ~ rest + group, data = d, family = binomial, control = glm.control(epsilon = 1e-14, maxit = 100))
  # The adjustment is a square root, and there are several: clubSandwich takes the one that is symmetric for
  # people as they stand (`as_glm`); whitened rows have the one that does not depend on how people are put in cells.
  w <- sqrt(fit$weights); x <- w * model.matrix(fit); z <- w * (predict(fit) + residuals(fit, "working"))
  white <- lm(z ~ 0 + x)
  of <- function(m) {
    test <- coef_test(m, vcov = vcovCR(m, cluster = d$school, type = "CR2"), test = "Satterthwaite")
    list(se = test$SE[3], df = as.numeric(test[["df_Satt"]])[3])
  }
  c(list(estimate = coef(fit)[[3]], as_glm = of(fit)), of(white))
}

by_definition <- function(x, y, school, cuts, slopes, l) {
  k <- length(cuts); p <- k + ncol(x); n <- nrow(x); eta <- as.numeric(x %*% slopes)
  below <- plogis(outer(-eta, cuts, `+`)); dens <- below * (1 - below)
  d <- matrix(0, n * k, p); r <- numeric(n * k)
  for (i in seq_len(n)) {
    chance <- diff(c(0, below[i, ], 1))[1:k]
    slope <- matrix(0, k, p)  # of the chance of each answer but the last
    for (j in 1:k) {
      slope[j, j] <- dens[i, j]; slope[j, k + seq_along(slopes)] <- -dens[i, j] * x[i, ]
      if (j > 1) {
        slope[j, j - 1] <- -dens[i, j - 1]
        slope[j, k + seq_along(slopes)] <- slope[j, k + seq_along(slopes)] + dens[i, j - 1] * x[i, ]
      }
    }
    whitener <- solve(t(chol(diag(chance, k) - chance %*% t(chance))))
    rows <- (i - 1) * k + 1:k
    d[rows, ] <- whitener %*% slope
    r[rows] <- whitener %*% ((y[i] == 1:k) - chance)
  }
  m <- solve(crossprod(d)); h <- d %*% m %*% t(d); cluster <- rep(school, each = k)
  scores <- numeric(0); b <- NULL
  for (s in unique(school)) {
    own <- cluster == s
    e <- eigen(diag(sum(own)) - h[own, own], symmetric = TRUE)
    root <- e$vectors %*% diag(1 / sqrt(e$values)) %*% t(e$vectors)
    pull <- root %*% d[own, ] %*% m %*% l
    scores <- c(scores, sum(pull * r[own]))
    b <- cbind(b, t((diag(nrow(d)) - h)[own, ]) %*% pull)
  }
  g <- crossprod(b)
  list(se = sqrt(sum(scores^2)), df = sum(diag(g))^2 / sum(g^2))
}

cumulative <- function(d, item) {
  items <- grep("^item", names(d), value = TRUE)
  rest <- rowSums(d[items]) - d[[item]]
  score <- (rest - mean(rest)) / (length(items) - 1)
  y <- factor(d[[item]], ordered = TRUE)
  tight <- clm.control(gradTol = 1e-12, maxIter = 200)
  plain <- clm(y ~ score + d$group, control = tight)
  group <- d$group
  crossed <- clm(y ~ score * group, control = tight)
  answer <- as.integer(y)
  one <- by_definition(cbind(score, group), answer, d$school, plain$alpha, plain$beta, c(rep(0, length(plain$alpha)), 0, 1))
  two <- by_definition(cbind(score, group, score * group), answer, d$school, crossed$alpha, crossed$beta,
                       c(rep(0, length(crossed$alpha)), 0, 0, 1))
  list(uniform = c(list(estimate = plain$beta[[2]]), one), non_uniform = c(list(estimate = crossed$beta[[3]]), two))
}

of <- function(d) list(rows = d, logistic = logistic(d, "item3"),
                       cumulative = lapply(c(item1 = "item1", item3 = "item3"), function(i) cumulative(d, i)))
out <- list(
  versions = list(R = R.version.string, clubSandwich = as.character(packageVersion("clubSandwich")),
                  ordinal = as.character(packageVersion("ordinal"))),
  command = "Rscript dif.R",
  uneven = of(draw(8, c(70, 60, 45, 40, 30, 20, 15, 12))),
  balanced = of(draw(10, rep(30, 10))))
write_json(out, "dif.json", digits = I(15), auto_unbox = TRUE, dataframe = "columns", pretty = FALSE)
