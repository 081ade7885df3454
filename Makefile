# Nettstedet til Ski kommune. «make» alene skriver ut målene.
# CONTENT, OUTPUT, STATE, THEME og PORT kan settes: make html CONTENT=/et/annet/innhold OUTPUT=/tmp/ut STATE=/tmp/tilstand

CONTENT ?= content
OUTPUT  ?= output
STATE   ?= var
PORT    ?= 8000
FRA     ?=
POST    ?=
PAANYTT ?=
export CONTENT OUTPUT STATE PORT
export PYTHONUTF8 = 1

# Systemets Python er bygd for fart (PGO og LTO), og regner opptil halvannen gang så fort som en bygd på vanlig måte.
# En annen: make UV_PYTHON=3.13 …
SYSTEM_PYTHON := $(shell /usr/bin/python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo /usr/bin/python3)
ifneq ($(SYSTEM_PYTHON),)
export UV_PYTHON ?= $(SYSTEM_PYTHON)
endif

UV      := $(shell command -v uv 2>/dev/null || echo .venv-uv/bin/uv)
PYTHON  := .venv/bin/python
CHROMIUM_NAMES := chromium chromium-browser google-chrome

.DEFAULT_GOAL := hjelp
.PHONY: hjelp serve html publish index import karantene slipp bruker brukere beslutninger demologg slettlogg protokoll check test lint format bench vendor clean browser

hjelp: ## vis denne lista
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/kjore ## bygg, indekser og vis nettsted, søk og innsikt på http://localhost:8000, og følg med på endringer
	@exec $(PYTHON) -m search serve --dev

html: .venv/kjore ## bygg nettstedet til OUTPUT
	@$(PYTHON) -m plugins.engine

publish: .venv/kjore ## bygg for publisering (publishconf.py, ferdig komprimerte filer) og indekser
	@$(PYTHON) -m plugins.engine --publish
	@$(PYTHON) -m search index

index: .venv/kjore ## oppdater søkeindeksen fra dokumentene som siste bygg skrev
	@$(PYTHON) -m search index

import: .venv/kjore ## les en leveranse fra arkivet: make import FRA=<fil eller mappe> (PAANYTT=1: også det som er lest før)
	@test -n "$(FRA)" || { echo "Skriv hva som skal importeres: make import FRA=<fil eller mappe>"; exit 2; }
	@$(PYTHON) -m plugins.importers "$(FRA)" $(if $(PAANYTT),--pa-nytt)

karantene: .venv/kjore ## vis det som importen holdt tilbake, og hvorfor
	@$(PYTHON) -m plugins.importers --karantene

slipp: .venv/kjore ## slipp gjennom en post i karantene som du har vurdert: make slipp POST=<posten>
	@test -n "$(POST)" || { echo "Skriv hvilken post: make slipp POST=<posten, slik make karantene viser den>"; exit 2; }
	@$(PYTHON) -m plugins.importers --slipp "$(POST)"

bruker: .venv/kjore ## lag en konto til innsikt, eller gi en du har, nytt passord eller ny rolle
	@$(PYTHON) -m search bruker

brukere: .venv/kjore ## vis hvem som har konto til innsikt
	@$(PYTHON) -m search bruker --liste

beslutninger: .venv/kjore ## skriv det som er besluttet i innsikten, til content/data/sok, og legg det inn i Git
	@$(PYTHON) -m search beslutninger

demologg: .venv/kjore ## fyll en tom søkelogg med et år av oppdiktede søk, så innsikt har noe å vise
	@$(PYTHON) -m search innsikt demo
	@$(PYTHON) -m search funn

slettlogg: .venv/kjore ## slett hele søkeloggen, for godt
	@$(PYTHON) -m search innsikt slett

protokoll: .venv/kjore ## skriv protokollen over behandlingen av personopplysninger i søket
	@$(PYTHON) -m search innsikt protokoll

check: .venv/kjore ## sjekk innholdet og søkekravene: alle feil på én gang, med fil, linje og råd
	@$(PYTHON) -m plugins.checks; funn=$$?; $(PYTHON) -m search krav && exit $$funn

test: .venv/utvikle browser ## alt: stil, typer, innhold og tester (installerer det som mangler)
	@$(MAKE) --no-print-directory lint
	@$(PYTHON) -m plugins.checks --content content
	@$(PYTHON) -m pytest -n auto --dist loadfile

lint: .venv/utvikle ## stil og typer
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy

format: .venv/utvikle ## rett opp stilen
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

bench: .venv/utvikle ## mål alt, og skriv bench/README.md (timer; én del om gangen: python -m bench --help)
	@$(PYTHON) -m bench

vendor: ## hent stilark, skrift og ikoner på nytt fra npm (trenger Node)
	@node theme/vendor.mjs

clean: ## fjern bygget nettsted og miljø; tilstanden i STATE står urørt
	@rm -rf "$(OUTPUT)" .venv .venv-uv

browser:
	@for name in $(CHROMIUM_NAMES); do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installerer Chromium til testene …"; \
	  apt-get -o DPkg::Lock::Timeout=300 update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
	  echo "Testene trenger Chromium. Installer den slik: sudo apt-get install chromium"; exit 1; \
	fi

# Miljøet bygges på nytt bare når låsefila er nyere.
.venv/kjore: uv.lock pyproject.toml | $(UV)
	@$(UV) sync --frozen --quiet --no-dev --inexact
	@$(PYTHON) -m search.analysis.dictionary_file
	@touch $@

.venv/utvikle: uv.lock pyproject.toml | $(UV)
	@$(UV) sync --frozen --quiet --group bench
	@touch $@ .venv/kjore

.venv-uv/bin/uv:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Nettstedet trenger Python 3.11 eller nyere."; exit 1; }
	@python3 -m venv .venv-uv || { echo "Installer venv først: sudo apt-get install python3-venv"; exit 1; }
	@.venv-uv/bin/pip install --quiet --disable-pip-version-check uv
