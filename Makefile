# What people type. `make` alone installs; `make help` lists the rest.
PORT ?= 8000
ARGS ?=
PYTHON ?=
RUN = .venv/bin/python
export PYTHON

.DEFAULT_GOAL := install
.PHONY: install demo test lint format messages bundles lock bench drill help

install: ## install what Crowdservice runs on into .venv/ (this is also plain `make`)
	@sh scripts/install

demo: ## install, load the demo community and run it on http://127.0.0.1:8000 (PORT=8000)
	@sh scripts/install --check --port "$(PORT)"
	@sh scripts/install
	@$(RUN) -m scripts.demo --port "$(PORT)"

test: ## install what the tests need and run them all (ARGS="tests/forum -k accept" runs a part)
	@sh scripts/install --test
	@$(RUN) -m scripts.test $(ARGS)

lint: ## style, import contracts, migrations, templates and translations
	@sh scripts/install --test
	@$(RUN) -m scripts.lint

format: ## put the code into the house style
	@sh scripts/install --test
	@$(RUN) -m ruff check --fix --quiet . ; $(RUN) -m ruff format .

messages: ## gather new texts into locale/ (needs gettext) and compile them
	@sh scripts/install --test
	@$(RUN) -m scripts.translations update

bundles: ## build what the browser gets from static/styles and static/scripts (needs Node)
	@sh scripts/install --test
	@$(RUN) -m scripts.bundles

bench: ## measure pages as ratios to an empty view (ARGS go to manage.py bench)
	@sh scripts/install
	@$(RUN) manage.py bench $(ARGS)

drill: ## kill a worker midway at size, on a PostgreSQL of its own (ARGS="ladder" or ARGS="telling")
	@sh scripts/install --test
	@$(RUN) -m scripts.drill $(ARGS)

lock: ## pin requirements*.in again with hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-test.in -o requirements-test.txt

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
