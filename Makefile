# Only relative paths and quoted names here: make splits words at blanks, and a checkout may lie in a path with one.

TOOLS = .venv/bin
ENVIRONMENT = python=$$(sh tools/find-python.sh) && "$$python" tools/environment.py

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help demo test bench format gallery clean

help: ## show this list
	@echo "imgconv: what make can do here (PYTHON=... names the Python for a new environment)"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: ## filter real photographs: samples/ becomes out/
	@$(ENVIRONMENT) demo
	@$(TOOLS)/python tools/demo.py

test: ## linters, types, import contracts and every test
	@$(ENVIRONMENT) gui distributed demo test
	@$(TOOLS)/python tools/system_packages.py
	$(TOOLS)/ruff check .
	$(TOOLS)/ruff format --check .
	$(TOOLS)/mypy
	$(TOOLS)/pytest -n 2 --dist worksteal

bench: ## time imgconv beside other programs (QUICK=1 for a look)
	@$(ENVIRONMENT) demo test
	$(TOOLS)/python -m benchmarks $(if $(QUICK),--quick)

format: ## let ruff rewrite the sources as `make test` wants them
	@$(ENVIRONMENT) gui distributed demo test
	$(TOOLS)/ruff check --fix .
	$(TOOLS)/ruff format .

gallery: ## write docs/presets.md with a picture of every preset, and the tables and the schema of their format
	@$(ENVIRONMENT) gui distributed demo test
	$(TOOLS)/python tools/gallery.py
	$(TOOLS)/python tools/preset_docs.py

clean: ## remove the environment, builds and caches; samples/ and out/ stay
	rm -rf .venv .venv.lock build dist imgconv.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find imgconv cli gui presets tools tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
