# Values for tests/evaluation/test_oracles.py. Run in this folder: Rscript clusters.R
# The counts are written here by hand: ten unequal schools, two waves, positive answers and all answers.
suppressMessages({library(survey); library(clubSandwich); library(jsonlite)})
n1 <- c(260, 220, 180, 150, 140, 80, 70, 50, 30, 20)
y1 <- c(170, 139, 131, 98, 77, 61, 40, 37, 16, 12)
n2 <- c(150, 180, 120, 120, 90, 60, 60, 40, 18, 12)
y2 <- c(112, 120, 97, 77, 61, 49, 41, 26, 12, 9)
# eight schools of which one is absent in the second wave, with strong differences between schools
m1 <- c(31, 28, 40, 12, 55, 61, 19, 44)
z1 <- c(30, 9, 22, 12, 20, 47, 3, 36)
m2 <- c(25, 30, 0, 14, 49, 50, 22, 41)
z2 <- c(25, 14, 0, 14, 29, 41, 8, 31)

rows <- function(n1, y1, n2, y2) {
  one <- function(wave, n, y) do.call(rbind, lapply(seq_along(n), function(s) if (n[s] > 0)
    data.frame(school = s, wave = wave, positive = c(rep(1, y[s]), rep(0, n[s] - y[s])))))
  rbind(one(0, n1, y1), one(1, n2, y2))
}

values <- function(n1, y1, n2, y2) {
  d <- rows(n1, y1, n2, y2)
  fit <- lm(positive ~ wave, data = d)
  test <- coef_test(fit, vcov = vcovCR(fit, cluster = d$school, type = "CR2"), test = "Satterthwaite")
  ends <- conf_int(fit, vcov = "CR2", cluster = d$school, level = 0.95)
  share <- function(w) {
    part <- d[d$wave == w, ]
    mean_fit <- lm(positive ~ 1, data = part)
    t1 <- coef_test(mean_fit, vcov = vcovCR(mean_fit, cluster = part$school, type = "CR2"), test = "Satterthwaite")
    p <- coef(mean_fit)[[1]]; se <- t1$SE[1]; df <- as.numeric(t1[["df_Satt"]])[1]; n <- nrow(part)
    neff <- p * (1 - p) / se^2 * (qt(.025, n - 1) / qt(.025, df))^2
    # survey's own Korn-Graubard interval, with its own variance and C - 1 degrees of freedom
    design <- svydesign(id = ~school, weights = ~1, data = part)
    kg <- as.numeric(attr(svyciprop(~positive, design, method = "beta"), "ci"))
    list(share = p, se = se, df = df, n = n,
         ends = c(qbeta(.025, neff * p, neff * (1 - p) + 1), qbeta(.975, neff * p + 1, neff * (1 - p))),
         survey_se = as.numeric(SE(svymean(~positive, design))), survey_df = degf(design), survey_ends = kg)
  }
  list(n = list(n1, n2), positive = list(y1, y2),
       change = list(estimate = coef(fit)[[2]], se = test$SE[2], df = as.numeric(test[["df_Satt"]])[2],
                     p = test[["p_Satt"]][2], ends = c(ends$CI_L[2], ends$CI_U[2])),
       shares = list(share(0), share(1)))
}

roll <- function(n, y, total) {
  p <- y / n; f <- n / total
  size <- (n - 1) / (1 - f)
  list(n = n, positive = y, roll = total, variance = (1 - f) * p * (1 - p) / (n - 1),
       ends = c(qbeta(.025, size * p, size * (1 - p) + 1), qbeta(.975, size * p + 1, size * (1 - p))))
}
a <- roll(118, 71, 160); b <- roll(96, 70, 158)
welch <- (a$variance + b$variance)^2 / (a$variance^2 / 117 + b$variance^2 / 95)
reach <- qt(.975, welch) * sqrt(a$variance + b$variance)
d <- 70 / 96 - 71 / 118
p <- c(belong = .0004, safe = .011, fair = .0125, happy = .03, lonely = .2, friendly = .0049)

out <- list(
  versions = list(R = R.version.string, survey = as.character(packageVersion("survey")),
                  clubSandwich = as.character(packageVersion("clubSandwich"))),
  command = "Rscript clusters.R",
  clusters = list(pilot = values(n1, y1, n2, y2), uneven = values(m1, z1, m2, z2)),
  these_pupils = list(earlier = a, later = b, df = welch, change = d, ends = c(d - reach, d + reach),
                      p = 2 * pt(-abs(d) / sqrt(a$variance + b$variance), welch)),
  holm = list(p = as.list(p), adjusted = as.list(p.adjust(p, "holm"))))
write_json(out, "clusters.json", digits = I(17), auto_unbox = TRUE, pretty = TRUE)
