"""The demo community: an app of its own, installed by the demo settings only."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "cms.demo"
    label = "demo"
