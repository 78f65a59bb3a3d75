"""Certificates of releases, from files and to files."""

from __future__ import annotations

import json
from pathlib import Path

from belonging.evaluation import Findings
from belonging.evaluation.disclosure.certificate import Certificate
from belonging.evaluation.verification import Released, Verification, certify, verify
from belonging.web.cli.evaluate_inputs import Inputs

_TRUE_ONE = "Give the file that 'belonging evaluate --certificate' wrote, as it was written."


class UnusableCertificate(ValueError):
    """A file that holds no certificate; the message says which to give."""


def certificate_of(findings: Findings, inputs: Inputs) -> str:
    """The certificate as JSON. Raises NotCertifiable."""
    return certify(_released(findings, inputs)).to_json() + "\n"


def verified(findings: Findings, inputs: Inputs, path: Path) -> Verification:
    """Raises UnusableCertificate, NotCertifiable."""
    return verify(_released(findings, inputs), _read(path))


def _released(findings: Findings, inputs: Inputs) -> Released:
    return Released(findings, inputs.answers, inputs.plan, inputs.rolls)


def _read(path: Path) -> Certificate:
    try:
        certificate = Certificate.from_json(path.read_text("utf-8"))
        certificate.to_json().encode()
    except OSError as error:
        raise UnusableCertificate(f"{path} cannot be read ({error.strerror or error}). Check the name.") from error
    except json.JSONDecodeError as error:
        raise UnusableCertificate(
            f"{path.name} is no certificate: it is not JSON (line {error.lineno}, column {error.colno}). {_TRUE_ONE}"
        ) from error
    except UnicodeDecodeError as error:
        raise UnusableCertificate(f"{path.name} is no certificate: it is not text in UTF-8. {_TRUE_ONE}") from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise UnusableCertificate(
            f"{path.name} is no certificate: it does not hold what one holds. {_TRUE_ONE}"
        ) from error
    return certificate
