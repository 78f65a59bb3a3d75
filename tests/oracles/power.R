# Values for tests/evaluation/test_power.py. Run in this folder: Rscript power.R
suppressMessages(library(jsonlite))
cases <- expand.grid(df = c(1, 3.3, 6.1, 9, 38, 10000), p = c(.025, .3, .8, .975))
tails <- expand.grid(df = c(1, 3.3, 6.1, 9, 38, 10000), t = c(-2, 0, .4, 1.5, 4))
error <- function(C, m, p, v, link, r) sqrt(2 / C * ((p * (1 - p))^2 * v + p * (1 - p) * (1 - link * r) / m))
plan <- function(C, m, p = .7, v = .05, link = .5, r = .4, power = .8) {
  se <- error(C, m, p, v, link, r); df <- C - 1
  # the exact power of a paired t-test of the schools' changes, from the noncentral t distribution
  exact <- power.t.test(n = C, sd = se * sqrt(C), power = power, type = "paired", tol = 1e-12)
  list(schools = C, pupils = m, share = p, school_wave = v, linked = link, correlation = r, power = power,
       points = 100 * (qt(.975, df) + qt(power, df)) * se, exact_points = 100 * exact$delta,
       power_of_6 = pt(qt(.975, df) - .06 / se, df, lower.tail = FALSE))
}
grid <- expand.grid(C = c(5, 10, 20, 80), m = c(20, 100, 250))
a <- error(10, 100, .7, .05, .5, .4)^2; b <- error(16, 40, .6, .1, 0, .4)^2
df <- (a + b)^2 / (a^2 / 9 + b^2 / 15)
out <- list(
  versions = list(R = R.version.string), command = "Rscript power.R",
  quantiles = transform(cases, value = qt(p, df)), tails = transform(tails, value = pt(t, df, lower.tail = FALSE)),
  plans = c(Map(plan, grid$C, grid$m), list(plan(12, 60, p = .85, v = .2, link = 0, power = .9), plan(10, 100, v = 0))),
  arms = list(points = 100 * (qt(.975, df) + qt(.8, df)) * sqrt(a + b)),
  margin = 100 * qt(.975, 9) * sqrt(.7 * .3 * (1 + 99 * .04) / 1000))
write_json(out, "power.json", digits = I(17), auto_unbox = TRUE, pretty = TRUE)
