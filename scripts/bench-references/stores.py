"""The stores that are measured: each creates, loads and saves one text under a session's key, as its library does."""

import secrets
from datetime import timedelta

import django
import flask
import flask_session
from cachelib.file import FileSystemCache
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

LIFE = timedelta(days=7)

def all_stores(folder, sessions, redis):
    yield DjangoStore("django-file", "django.contrib.sessions.backends.file", folder, redis,
                      "Written to a new file and renamed, without a sync.")
    yield DjangoStore("django-sqlite", "django.contrib.sessions.backends.db", folder, redis,
                      "Committed to SQLite in WAL mode at synchronous=NORMAL: it survives the end of the process.")
    yield FlaskStore("flask-file", folder, sessions, None,
                     "Written to a new file and renamed, without a sync.")
    if redis:
        guarantee = "Carried out by the Redis server."
        yield DjangoStore("django-redis", "django.contrib.sessions.backends.cache", folder, redis, guarantee)
        yield FlaskStore("flask-redis", folder, sessions, redis, guarantee)


class DjangoStore:
    """A session engine of Django, by its documented interface."""

    def __init__(self, name, engine, folder, redis, guarantee):
        self.name, self.guarantee = name, guarantee
        self.facts = {"library": f"Django {django.get_version()}", "engine": engine}
        files = folder / "django-files"
        files.mkdir(exist_ok=True)
        if not settings.configured:
            settings.configure(
                SECRET_KEY=secrets.token_hex(32), USE_TZ=True, INSTALLED_APPS=["django.contrib.sessions"],
                SESSION_COOKIE_AGE=int(LIFE.total_seconds()),
                DATABASES={"default": {
                    "ENGINE": "django.db.backends.sqlite3", "NAME": str(folder.parent / "django.sqlite3"),
                    "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE",
                                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"}}})
            django.setup()
        # Read by the engines when they are used; a further number of sessions has a folder of its own.
        settings.SESSION_FILE_PATH = str(files)
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis}} \
            if redis else {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        self.Session = __import__(engine, fromlist=["SessionStore"]).SessionStore
        self.has_database = engine.endswith(".db")
        if self.has_database:
            call_command("migrate", verbosity=0)
            self.Session.get_model_class().objects.all().delete()

    def create(self, number, payload):
        session = self.Session()
        session.create()
        session["payload"] = payload(session.session_key)
        session.save()
        return session.session_key

    def load(self, key):
        return self.Session(key).get("payload")

    def save(self, key, payload):
        session = self.Session(key)
        session["payload"] = payload
        session.save()

    def leave(self):
        if self.has_database:
            connection.close()

    def close(self):
        self.leave()


class FlaskStore:
    """A session interface of Flask-Session, by the calls that its `open_session` and `save_session` make."""

    def __init__(self, name, folder, sessions, redis, guarantee):
        self.name, self.guarantee = name, guarantee
        app = flask.Flask(name)
        if redis:
            from redis import Redis
            app.config.update(SESSION_TYPE="redis", SESSION_REDIS=Redis.from_url(redis))
        else:
            files = FileSystemCache(str(folder / "flask-files"), threshold=4 * sessions)
            app.config.update(SESSION_TYPE="cachelib", SESSION_CACHELIB=files)
        flask_session.Session(app)
        self.interface = app.session_interface
        self.facts = {"library": "Flask-Session 0.8.0", "engine": type(self.interface).__name__}

    def create(self, number, payload):
        key = self.interface.key_prefix + secrets.token_urlsafe(32)
        self.save(key, payload(key))
        return key

    def load(self, key):
        return (self.interface._retrieve_session_data(key) or {}).get("payload")

    def save(self, key, payload):
        self.interface._upsert_session(LIFE, {"payload": payload}, key)

    def leave(self):
        pass

    def close(self):
        pass
