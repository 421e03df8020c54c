# The two commands: `make demo` and `make test`. Both set up .venv first; that alone is `make setup`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-faults setup lint lock audit accuracy bench clean

demo: setup
	$(BIN)/python -m fixtures.demo_site.demo

# The program is started some two hundred times: compiled once, each start is a quarter of a second shorter.
test test-faults: export PYTHONDONTWRITEBYTECODE :=

# Speed is measured apart, when nothing else runs.
test: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not faults' --ignore-glob='*test_bench_*'
	$(BIN)/python -m pytest tests/store/test_bench_*.py tests/vietnamese/test_bench_*.py

# What takes long: the tests marked so, wherever they stand, and the faults of docs/faults.md.
test-faults: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile -m faults

setup: .venv/.installed

.venv/.installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/scrapy-lint

# Known vulnerabilities of what is locked. Needs the network: pip-audit asks for the advisories of the day.
audit:
	$(PYTHON) -m venv .venv-audit
	@echo '*' > .venv-audit/.gitignore
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

# With the other extractors' lines where `make bench` has installed them.
accuracy: setup
	$(firstword $(wildcard .venv-bench/bin/python) $(BIN)/python) -m tests.accuracy

# Speed and memory beside trafilatura, newspaper4k and goose3; they live apart, one needs an older python-dateutil.
bench: .venv-bench/.installed
	.venv-bench/bin/python -m tests.bench

.venv-bench/.installed: requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	@echo '*' > .venv-bench/.gitignore
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

# After a change of the dependencies in pyproject.toml.
lock: setup
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --extra postgresql --no-emit-index-url --no-emit-find-links --generate-hashes --strip-extras --allow-unsafe -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --extra bench --no-emit-index-url --no-emit-find-links --generate-hashes --strip-extras --allow-unsafe -o requirements-bench.lock pyproject.toml

clean:
	rm -rf .venv .venv-bench demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
