# 两条命令 · two commands: make demo（运行示例城市） · make test（全部测试）
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE :=
export UV_LINK_MODE ?= copy

.PHONY: docs demo test test-all test-chaos test-fuzz bench quick install install-test front words lint types migrations packages clean

demo: install packages front words ## 运行示例城市江城 · run the sample city
	$(BIN)/gongban up --city cities/jiangcheng --demo --port $(PORT) $(OPTIONS)

test: install-test packages front words lint types ## 全部测试 · everything but the long runs
	$(BIN)/pytest -q -n 2 --dist loadfile -m "not long and not journey"
	$(BIN)/pytest -q -m "journey and not long"

test-all: test ## 另加长测试 · the long runs too
	$(BIN)/pytest -q -m long

MESSAGES := ../shared/data/messages
SERVICES := ../shared/data/service-items/guangdong_2262.jsonl
BENCHMARKS := floor intake conditions forms applications process start mixed
bench: install front words ## 测速并写入 docs/benchmarks.md · measure and keep the figures; needs a quiet machine
	for name in $(BENCHMARKS); do $(BIN)/gongban bench $$name --write docs/benchmarks.md || exit 1; done
	home=$$(mktemp -d) && for name in lists duplicates; do $(BIN)/gongban bench $$name --home $$home --write docs/benchmarks.md || exit 1; done; rm -rf "$$(sed -n 's/^folder: //p' $$home/database.txt)" $$home
	test ! -f $(SERVICES) || $(BIN)/gongban bench search --items $(SERVICES) --questions tests/finding/questions/held_out.jsonl --write docs/benchmarks.md
	test ! -d $(MESSAGES) || $(BIN)/gongban bench dispatch --train $(MESSAGES)/labelled_tokens_train.csv --test $(MESSAGES)/labelled_raw_377.csv --write docs/benchmarks.md

test-chaos: install-test packages ## 三十轮断电 · thirty rounds of kill -9 under intake
	GONGBAN_CHAOS_ROUNDS=30 $(BIN)/pytest -q tests/chaos

test-fuzz: install-test ## 两万份乱七八糟的输入 · twenty thousand inputs of rubbish: API, forms, imports
	$(BIN)/pytest -q -m long tests/api/test_schema.py tests/house/test_forms.py tests/imports/test_rubbish.py

quick: ## 不含浏览器 · no browser; for everyday work
	$(BIN)/pytest -q -n 2 --dist loadfile -m "not long and not journey"

install: .venv/installed
.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || sh tools/make-venv.sh $(PYTHON)
	test -x $(BIN)/uv || $(BIN)/python -m pip install -q uv
	$(BIN)/uv pip install -q --require-hashes -r requirements.lock
	$(BIN)/uv pip install -q --no-deps -e .
	touch $@

install-test: .venv/installed-test
.venv/installed-test: requirements-test.lock pyproject.toml .venv/installed
	$(BIN)/uv pip install -q --require-hashes -r requirements-test.lock
	touch $@

packages: ## Chromium 与中文字体 · Debian packages for PDFs and browser tests
	sh tools/debian-packages.sh

front: node_modules/installed ## 前端构建 · CSS, JS, maps, charts into static files
	npm run --silent build
node_modules/installed: package-lock.json
	npm ci --silent
	touch $@

words: ## 译文 · compile the English translations
	$(BIN)/python tools/compile_words.py

lint:
	$(BIN)/ruff check src tests tools
	$(BIN)/lint-imports --no-cache

types:
	$(BIN)/mypy

migrations:
	$(BIN)/python -m django makemigrations --settings gongban.web.site.settings

docs: ## 按代码写参考页 · write the reference pages from the code
	$(BIN)/python tools/write_settings_page.py

lock: ## 依赖锁定（不含任何地址）· the lock files hold no registry's address
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate -q -o requirements.lock
	uv pip compile pyproject.toml --extra test --universal --generate-hashes --no-header --no-annotate -q -o requirements-test.lock
