# Values for tests/evaluation/test_agreement.py. Run in this folder: Rscript agreement.R
# Kappa and its interval by psych; alpha written out from the coincidence matrix (Krippendorff 2004, ch. 11).
suppressMessages({library(jsonlite); library(psych)})
kappa_of <- function(cells) {
  found <- suppressWarnings(cohen.kappa(matrix(cells, 2, byrow = TRUE)))$confid["unweighted kappa", ]
  list(cells = cells, low = unname(found[1]), value = unname(found[2]), high = unname(found[3]))
}
alpha_of <- function(tables) {
  coincidence <- matrix(0, 2, 2)
  for (cells in tables) {
    counted <- matrix(cells, 2, byrow = TRUE)
    coincidence <- coincidence + counted + t(counted)
  }
  n <- sum(coincidence); each <- rowSums(coincidence)
  observed <- sum(coincidence) - sum(diag(coincidence))
  expected <- (sum(each)^2 - sum(each^2)) / (n - 1)
  list(tables = tables, value = 1 - observed / expected)
}
tables <- list(c(40, 9, 6, 45), c(3, 1, 2, 94), c(0, 4, 5, 91), c(20, 0, 0, 80))
out <- list(versions = list(R = R.version.string, psych = as.character(packageVersion("psych"))),
            command = "Rscript agreement.R", kappas = lapply(tables, kappa_of), alpha = alpha_of(tables))
write_json(out, "agreement.json", digits = I(16), auto_unbox = TRUE, pretty = FALSE)
