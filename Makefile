# Two commands: `make demo` renders real scenes from nothing, `make test` checks everything. Both set up first.
VENV_PYTHON := .venv/bin/python
DATASET := outputs/dataset

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint clean

help:  ## List the commands
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

setup:  ## Install system packages and the virtual environment for working on it (quick when they are there)
	@scripts/setup.sh dev

demo:  ## Render the scenes of a real video, with labels, into outputs/dataset
	@scripts/setup.sh
	$(VENV_PYTHON) -m synthgen scene=dot_products dataset.root=$(DATASET)
	@echo
	@echo "Dataset:        $(CURDIR)/$(DATASET)"
	@echo "Contact sheet:  $(CURDIR)/$(DATASET)/preview/contact_sheet.png"

test: setup  ## Lint, type-check and run all tests
	@scripts/test.sh

lint: setup  ## Lint and type-check only
	@scripts/lint.sh

clean:  ## Remove the environment, caches and outputs (not the download cache in your home)
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find outputs -mindepth 1 ! -name .gitkeep -delete
	find synthgen tests -name __pycache__ -prune -exec rm -rf {} +
