"""Every setting that differs from Scrapy's default, with the reason beside it. `scrapy settings --get NAME` shows one."""

import os
from pathlib import Path

BOT_NAME = "crawler"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
COMMANDS_MODULE = "crawler.commands"

# --- who we are ----------------------------------------------------------------------------------------------------
# An honest name with a contact: fill in yours (an address or a page) before crawling other people's sites.
CONTACT = "https://example.org/contact"
USER_AGENT = f"vietnamese-press-crawler/0.1 (+{CONTACT})"

# --- polite by default ---------------------------------------------------------------------------------------------
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8: one request at a time, as one reader would
DOWNLOAD_DELAY = 1  # default 0: seconds between two requests to one site
CONCURRENT_REQUESTS = 8  # default 16: of each publication, taken from the frontier ahead; still asked one at a time
CRAWL_DELAY_MAX = 60  # seconds: a longer `Crawl-delay` in robots.txt is heeded up to this; a day has 1,440 of them
# What is asked twice more, after a rest in which nothing else of the site is asked (stock Scrapy: within milliseconds).
RETRY_HTTP_CODES = [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]  # "not now", in HTTP's and Cloudflare's
RETRY_WAIT_FLOOR = 2  # seconds, plus a random share of …
RETRY_WAIT_STEP = 4  # … this, doubled with each failure of a page up to …
RETRY_WAIT_MAX = 60  # … this
RETRY_AFTER_MAX = 60  # seconds: a longer `Retry-After` is not waited for, the request is left to the next run
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the spider's own warning names the page and the reason
PRIVATE_MIRROR_WAITS = 0.5  # share of these waits with a mirror on this machine or network; not of what robots.txt asks
SITE_FAILURES_MAX = 10  # in a row, of more than half as many pages: the site is left alone for the rest of the run
IGNORE_CRAWL_HOURS = False  # a spider's `crawl_hours` are kept
LISTINGS_IN_FULL_HOURS = 24  # so often listings are read whether they say that they have changed or not
RECHECK_AGES = "1h 6h 1d 7d"  # of an article, from its publication: then it is looked at again; empty: never
RECHECK_MAX = 300  # articles of a publication that one run looks at again, five minutes' worth; the rest waits
COOKIES_ENABLED = False  # articles need none; sites that insist on them are not crawled

# --- bounds: a page is hostile until it is read ----------------------------------------------------------------------
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # default 1 GiB: a gzip bomb takes 1.9 GB of memory with it
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024
DOWNLOAD_TIMEOUT = 30  # default 180: a hanging server must not hang the run
REDIRECT_MAX_TIMES = 5  # default 20
METAREFRESH_MAXDELAY = 3  # default 100: home pages that refresh themselves every minute are no redirects
LISTING_MAX_PAGES = 2000  # of one section in one run
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False
TWISTED_DNS_RESOLVER = "crawler.operations.network.PublicResolver"  # no name may lead to a private address
ALLOWED_PRIVATE_HOSTS: list[str] = []  # hosts on this machine or network that may be crawled, by name
MEMUSAGE_LIMIT_MB = 1024  # a run that grows beyond this has a leak: end it cleanly, the next one goes on
SHUTDOWN_SECONDS = 20  # after SIGTERM or SIGINT the process ends within this, come what may
SHUTDOWN_GRACE = 5  # seconds that requests on the network have left when a crawl closes
DOWNLOAD_HANDLERS = {
    "http": "crawler.operations.politeness.PoliteDownloadHandler",
    "https": "crawler.operations.politeness.PoliteDownloadHandler",
    "file": None,  # no page may make the crawler read the machine's files
    "data": None,
    "ftp": None,
    "s3": None,
}
REMOTE_CONTROL_ENABLED = False  # default True: a port that runs code
TELNETCONSOLE_ENABLED = False

# --- the way of the data ---------------------------------------------------------------------------------------------
CONCURRENT_ITEMS = 4  # default 100: each starts a task a page whether it has items or not (scrapy#5182)
REQUEST_FINGERPRINTER_CLASS = "crawler.operations.fingerprint.PageFingerprinter"
SCHEDULER = "crawler.store.frontier.FrontierScheduler"
DOWNLOADER_MIDDLEWARES = {
    # Before robots.txt is asked for (100): nobody's robots.txt on a private address either.
    "crawler.operations.mirror.PrivateAddressMiddleware": 50,
    "crawler.operations.mirror.StayOnSiteMiddleware": 60,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # crawls on when robots.txt answers 5xx
    "crawler.operations.robots.RobotsMiddleware": 100,
    # Outside the retries (550): sees the answer that counts.
    "crawler.operations.conditional.ConditionalRequests": 540,
    # Outside the retries: part of a page is a failure like any other. PackedSize looks before the decompression (590).
    "crawler.operations.whole.WholeAnswers": 545,
    "crawler.operations.whole.PackedSize": 595,
    # Outside the decompression.
    "crawler.operations.mirror.MirrorMiddleware": 580,
}
SPIDER_MIDDLEWARES = {
    # Nearest to the engine: sees what the other middlewares let through.
    "crawler.store.acknowledge.AcknowledgeMiddleware": 10,
}
ITEM_PIPELINES = {
    "crawler.pipelines.text.TextPipeline": 100,  # first: all others read clean text
    "crawler.pipelines.dates.DatesPipeline": 200,
    "crawler.pipelines.period.PeriodPipeline": 250,  # as soon as the day is known
    "crawler.pipelines.bylines.BylinesPipeline": 300,  # takes sign-off and agency mark out of the body …
    "crawler.pipelines.content.ContentPipeline": 400,  # … which is rendered after that
    "crawler.pipelines.identity.IdentityPipeline": 500,
    "crawler.pipelines.checks.ChecksPipeline": 600,
    "crawler.pipelines.revisions.RevisionsPipeline": 700,
    "crawler.pipelines.store.StorePipeline": 800,  # last: what reaches it is an article
}
EXTENSIONS = {
    "crawler.operations.hours.CrawlHours": 100,
    "crawler.operations.lock.LockWatch": 150,  # ends a run whose lock another one has taken
    "crawler.operations.stopping.Stopping": 200,
    "crawler.operations.progress.Progress": 300,  # only with PROGRESS, which `scrapy run` sets for people
    "crawler.operations.archive.PageArchive": 350,  # only with ARCHIVE_PAGES
    "crawler.operations.monitors.FieldCounts": 400,  # before the feeds: tells them to wait when the site was redesigned
    "crawler.feeds.extension.PublishFeeds": 500,
}

# --- where things are kept -------------------------------------------------------------------------------------------
DATA_DIR = Path("data")  # store, logs, rejected pages, reports, page archives
FEEDS_DIR = Path("feeds")
ARCHIVE_PAGES = (
    False  # keep each article's page in DATA_DIR/archive/<publication>/<UTC time>.warc.gz: some 20 KB a page
)
ARCHIVE_FILE_MB = 500  # then the next file of the run begins
REPORTS_DIR = ""  # the pages about the runs, `index.html` first; empty: DATA_DIR/reports
# SQLAlchemy URL, for PostgreSQL; empty: SQLite in DATA_DIR/store.sqlite. From the environment too: it may hold a password.
STORE_URL = os.environ.get("STORE_URL", "")
RUN_LOCK_SECONDS = 120  # so long the lock of a run outlives it where nobody can see that it is gone: on another host
FEED_ARTICLES = 1000  # the newest articles in articles.json and feed.json
FEED_STORE_EMPTY = False  # default True: a failed run would replace a good file by []
FEED_EXPORT_ENCODING = "utf-8"  # default ASCII escapes
FEED_EXPORTERS = {
    "jsonlines": "crawler.feeds.exporters.ArticleJsonLinesExporter",
    "jsonl": "crawler.feeds.exporters.ArticleJsonLinesExporter",
    "jl": "crawler.feeds.exporters.ArticleJsonLinesExporter",
    "json": "crawler.feeds.exporters.ArticleJsonExporter",
    "jsonfeed": "crawler.feeds.exporters.JsonFeedExporter",
    "csv": "crawler.feeds.exporters.ArticleCsvExporter",
}
FEED_STORAGES = {  # a file of `-o` or FEEDS appears complete or not at all
    "": "crawler.feeds.storages.AtomicFileFeedStorage",
    "file": "crawler.feeds.storages.AtomicFileFeedStorage",
}
HOLD_FEEDS = True  # a site that was redesigned keeps its last good feed until its layout is corrected
FEEDS_URL = ""  # where FEEDS_DIR is served, for `feed_url` in the JSON Feed

# --- who is told when something is wrong (docs/operations.md) ----------------------------------------------------------
# From the environment too: a command line can be read by everybody on the machine, and these may hold secrets.
ALERT_WEBHOOK = os.environ.get("ALERT_WEBHOOK", "")  # gets a POST of JSON; its `text` is what Slack and Mattermost show
ALERT_EMAIL_TO = os.environ.get("ALERT_EMAIL_TO", "")  # addresses, by commas
ALERT_EMAIL_FROM = os.environ.get("ALERT_EMAIL_FROM", "")  # empty: crawler@ this host
ALERT_SMTP_URL = os.environ.get("ALERT_SMTP_URL", "smtp://localhost")  # smtp[s]://user:password@host:port
ALERT_REPEAT_HOURS = 24  # before, the same complaint is not made again, nor on standard error: cron mails that

# --- what the terminal shows -----------------------------------------------------------------------------------------
LOG_LEVEL = "INFO"  # default DEBUG: two lines a page
LOG_JSON = False  # the log as one JSON object a line, for programs (docs/operations.md)
WARN_ON_GENERATOR_RETURN_VALUE = False
