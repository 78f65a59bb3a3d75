# Values for tests/evaluation/test_design_oracles.py. Run in this folder: Rscript design.R
# Rows are made here with a fixed seed and written beside the values, so that Python reads the very same rows.
suppressMessages({library(survey); library(clubSandwich); library(lme4); library(jsonlite)})
set.seed(20240611)

# --- rows: unequal schools, two waves, SEND, weights, year groups, linked pupils, four statements
people <- function(sizes, link) do.call(rbind, lapply(seq_along(sizes), function(s) {
  level <- rnorm(4, 0.5, 0.5); shift <- rnorm(4, c(.3, 0, .15, -.1), 0.25)
  do.call(rbind, lapply(1:2, function(wave) {
    n <- sizes[[s]][wave]
    if (n == 0) return(NULL)
    send <- rbinom(n, 1, 0.22)
    chance <- function(k) plogis(level[k] + shift[k] * (wave - 1) - 0.5 * send)
    pupil <- seq_len(n); pupil[pupil > round(link * n)] <- NA
    data.frame(school = s, wave = wave, send = send, year = sample(7:9, n, TRUE, prob = c(3, 2, wave)),
               y1 = rbinom(n, 1, chance(1)), y2 = rbinom(n, 1, chance(2)), y3 = rbinom(n, 1, chance(3)),
               y4 = rbinom(n, 1, chance(4)), w = round(runif(n, 0.4, 3) * (1 + 0.5 * send), 3), pupil = pupil)
  }))
}))
pilot <- people(list(c(90, 60), c(75, 80), c(60, 40), c(50, 50), c(40, 45), c(30, 20), c(25, 28), c(15, 12)), 0.6)
balanced <- people(rep(list(c(30, 30)), 7), 0.8)
uneven <- people(list(c(60, 20), c(12, 44), c(35, 0), c(28, 31), c(9, 14), c(70, 66), c(0, 25), c(22, 18), c(41, 15)), 0.5)
uneven$send[uneven$school == 5] <- 0

shown <- function(fit, cluster, place) {
  test <- coef_test(fit, vcov = vcovCR(fit, cluster = cluster, type = "CR2"), test = "Satterthwaite")
  ends <- conf_int(fit, vcov = "CR2", cluster = cluster, level = 0.95)
  list(estimate = coef(fit)[[place]], se = test$SE[place], df = as.numeric(test[["df_Satt"]])[place],
       p = test[["p_Satt"]][place], ends = c(ends$CI_L[place], ends$CI_U[place]))
}

# change, gap in the later wave, change in gap, and the covariance of all four shares; w = 1 for unweighted
contrasts <- function(d, w) {
  d$ww <- w; d$later <- d$wave - 1; d$cell <- interaction(d$wave, d$send)   # 1.0 2.0 1.1 2.1
  later <- d[d$wave == 2, ]
  change <- lm(y1 ~ later, data = d, weights = ww); gap <- lm(y1 ~ send, data = later, weights = ww)
  both <- lm(y1 ~ later * send, data = d, weights = ww); cells <- lm(y1 ~ 0 + cell, data = d, weights = ww)
  design <- svydesign(id = ~school, weights = ~ww, data = d)
  by <- svyby(~y1, ~wave + send, design, svymean, covmat = TRUE)
  survey_gap <- svycontrast(by, c(1, -1, -1, 1))
  one <- lm(y1 ~ 1, data = later, weights = ww); share <- shown(one, later$school, 1)
  n <- nrow(later); p <- share$estimate
  neff <- p * (1 - p) / share$se^2 * (qt(.025, n - 1) / qt(.025, share$df))^2
  ldesign <- svydesign(id = ~school, weights = ~ww, data = later)
  list(change = shown(change, d$school, 2), gap = shown(gap, later$school, 2), change_in_gap = shown(both, d$school, 4),
       shares = unname(coef(cells)), covariance = unname(as.matrix(vcovCR(cells, cluster = d$school, type = "CR2"))),
       survey = list(shares = unname(coef(by)), change_in_gap = as.numeric(survey_gap)),
       share = c(share, list(n = n, ends_kg = c(qbeta(.025, neff * p, neff * (1 - p) + 1),
                                               qbeta(.975, neff * p + 1, neff * (1 - p))))),
       survey_share = list(se = as.numeric(SE(svymean(~y1, ldesign))), df = degf(ldesign),
                           ends = as.numeric(attr(svyciprop(~y1, ldesign, method = "beta"), "ci"))))
}

linked <- function(d) {
  e <- d[d$wave == 1 & !is.na(d$pupil), ]; l <- d[d$wave == 2 & !is.na(d$pupil), ]
  m <- merge(e, l, by = c("school", "pupil")); m$d <- m$y1.y - m$y1.x
  fit <- lm(d ~ 1, data = m)
  c(shown(fit, m$school, 1), list(n = nrow(m),
    survey = as.numeric(svymean(~d, svydesign(id = ~school, weights = ~1, data = m)))))
}

average_school <- function(d) {
  m <- tapply(d$y1, list(d$school, d$wave), mean); m <- m[complete.cases(m), ]
  t <- t.test(m[, 2], m[, 1], paired = TRUE)
  list(estimate = unname(t$estimate), se = t$stderr, df = unname(t$parameter), p = t$p.value,
       ends = as.numeric(t$conf.int), schools = nrow(m))
}

# the later wave weighted, stratum by stratum, to the baseline's mix of year and SEND
standardised <- function(d) {
  d$stratum <- paste(d$year, d$send); counts <- table(d$stratum, d$wave)
  both <- rownames(counts)[counts[, 1] > 0 & counts[, 2] > 0]
  d <- d[d$stratum %in% both, ]; counts <- table(d$stratum, d$wave)
  mix <- prop.table(counts, 2); d$later <- d$wave - 1
  d$std <- ifelse(d$wave == 1, 1, (mix[, 1] / mix[, 2])[d$stratum])
  by_hand <- tapply(d$y1, list(d$stratum, d$wave), mean)
  fit <- lm(y1 ~ later, data = d, weights = std)
  c(shown(fit, d$school, 2), list(by_hand = sum(mix[, 1] * (by_hand[, 2] - by_hand[, 1])),
    largest_weight = max(d$std), effective = sum(d$std[d$wave == 2])^2 / sum(d$std[d$wave == 2]^2)))
}

arms <- function(d, programme) {
  d$arm <- as.numeric(d$school %in% programme); d$later <- d$wave - 1
  shown(lm(y1 ~ later * arm, data = d), d$school, 4)
}

# --- wild cluster bootstrap and Westfall-Young, written from the rows: refit by least squares for every pattern of signs
statistic <- function(x, y, school, supposed) {   # t with the plain sandwich (CR0)
  bread <- solve(crossprod(x)); beta <- bread %*% crossprod(x, y); residual <- as.numeric(y - x %*% beta)
  meat <- crossprod(rowsum(x * residual, school))
  (beta[2] - supposed) / sqrt((bread %*% meat %*% bread)[2, 2])
}
patterns <- function(schools) as.matrix(expand.grid(rep(list(c(-1, 1)), schools)))
drawn <- function(d, item, supposed) {
  x <- cbind(1, d$wave - 1); y <- d[[item]]
  constant <- mean(y - supposed * x[, 2])                      # least squares under the null: the slope is given
  fitted <- constant + supposed * x[, 2]; residual <- y - fitted
  signs <- patterns(length(unique(d$school))); place <- match(d$school, sort(unique(d$school)))
  list(observed = statistic(x, y, d$school, supposed),
       drawn = apply(signs, 1, function(v) statistic(x, fitted + v[place] * residual, d$school, supposed)))
}
wild <- function(d, at) {
  p <- sapply(at, function(supposed) { s <- drawn(d, "y1", supposed)
    mean(abs(s$drawn) >= abs(s$observed) * (1 - 1e-9)) })
  list(supposed = at, p = p)
}
westfall_young <- function(d) {
  items <- paste0("y", 1:4); s <- lapply(items, function(item) drawn(d, item, 0))
  observed <- abs(sapply(s, `[[`, "observed")); star <- abs(sapply(s, `[[`, "drawn"))
  order <- order(-observed); adjusted <- numeric(4); highest <- 0
  for (i in 1:4) {
    largest <- apply(star[, order[i:4], drop = FALSE], 1, max)
    highest <- max(highest, mean(largest >= observed[order[i]] * (1 - 1e-9))); adjusted[order[i]] <- highest
  }
  list(observed = sapply(s, `[[`, "observed"), adjusted = adjusted)
}

p <- c(belong = .0004, safe = .011, fair = .0125, happy = .03, lonely = .2, friendly = .0049, proud = .03)

# --- real rows: ratings of lectures (lme4), departments as schools; school survey in districts (survey), with weights.
# Every twelfth student: clubSandwich works on rows x rows within a cluster.
lectures <- InstEval[as.integer(as.character(InstEval$s)) %% 12 == 0, ]; lectures$good <- as.numeric(lectures$y >= 4)
ends <- lectures[lectures$lectage %in% c("1", "6"), ]; ends$later <- as.numeric(ends$lectage == "1")
ratings <- c(shown(lm(good ~ later, data = ends), ends$dept, 2),
             list(gap = shown(lm(good ~ I(service == "1"), data = ends[ends$later == 1, ]), ends$dept[ends$later == 1], 2),
                  change_in_gap = shown(lm(good ~ later * I(service == "1"), data = ends), ends$dept, 4)))
data(api); districts <- apiclus2; districts$met <- as.numeric(districts$sch.wide == "Yes")
districts$high <- as.numeric(districts$stype == "H")
weighted <- shown(lm(met ~ high, data = districts, weights = pw), districts$dnum, 2)

everything <- function(d, programme, at) list(rows = as.list(d), unweighted = contrasts(d, 1), weighted = contrasts(d, d$w),
  linked = linked(d), average_school = average_school(d), standardised = standardised(d), arms = arms(d, programme),
  programme = programme, wild = wild(d, at), westfall_young = westfall_young(d))

version <- function(name) as.character(packageVersion(name))
out <- list(
  versions = list(R = R.version.string, survey = version("survey"), clubSandwich = version("clubSandwich"),
                  lme4 = version("lme4")),
  command = "Rscript design.R",
  cases = list(pilot = everything(pilot, c(1, 3, 4, 7), c(-.1, -.02, 0, .03, .08, .12)),
               balanced = everything(balanced, 1:3, c(-.1, 0, .05, .15)),
               uneven = everything(uneven, c(1, 2, 4, 6), c(-.2, -.05, 0, .1))),
  adjusted = list(p = as.list(p), holm = as.list(p.adjust(p, "holm")), bh = as.list(p.adjust(p, "BH"))),
  real = list(ratings = ratings, districts = c(weighted, list(rows = list(school = districts$dnum, met = districts$met,
    high = districts$high, w = districts$pw)))))
write_json(out, "design.json", digits = I(16), auto_unbox = TRUE, na = "null")
