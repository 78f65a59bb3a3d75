# Values for tests/evaluation/test_funnel.py. Run in this folder: Rscript funnel.R
# Spiegelhalter (2005), section 5, written out in R from the paper; counts by hand.
suppressMessages(library(jsonlite))
of <- function(n, y) {
  i <- length(n); target <- sum(y) / sum(n); v <- 1 / (4 * n)
  z <- (asin(sqrt(y / n)) - asin(sqrt(target))) / sqrt(v)
  q <- quantile(z, c(.1, .9), type = 7)
  phi <- mean(pmin(pmax(z, q[1]), q[2])^2)
  w <- 1 / v
  tau2 <- max(0, (i * phi - (i - 1)) / (sum(w) - sum(w^2) / sum(w)))
  ends <- function(size, level) {
    reach <- qnorm(.5 + level / 2) * sqrt(1 / (4 * size) + tau2)
    sin(pmin(pmax(asin(sqrt(target)) + c(-reach, reach), 0), pi / 2))^2
  }
  list(n = n, positive = y, target = target, inflation = phi, between = sqrt(tau2), z = z * sqrt(v) / sqrt(v + tau2),
       at_40 = ends(40, .95), at_200 = ends(200, .998))
}
out <- list(versions = list(R = R.version.string), command = "Rscript funnel.R",
            apart = of(c(260, 220, 180, 150, 140, 80, 70, 50, 30, 20), c(170, 139, 151, 98, 77, 71, 40, 27, 16, 19)),
            alike = of(rep(c(40, 80), 4), c(28, 57, 29, 56, 27, 58, 28, 57)))
write_json(out, "funnel.json", digits = I(16), auto_unbox = TRUE, pretty = FALSE)
