"""The site's addresses. Rooms are included by dotted string: the shell imports none of them."""

from django.conf import settings
from django.urls import include, path

from community.lib import health, offline
from community.members import views as members

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sw.js", offline.worker, name="offline_worker"),
    path("offline/", offline.page, name="offline"),
    path("language/<slug:code>/", members.set_language, name="set_language"),
    path("welcome/<str:token>/", members.welcome, name="welcome"),
    path("accounts/", include("allauth.urls")),
    path("notifications/", include("community.notifications.urls")),
    path("settings/", include("community.members.urls")),
    # Before the forum's own, which take whatever follows a question's number for the end of its address.
    path("", include("forum.moderation.urls")),
    path("", include("forum.urls")),
    path("", include("forum.routing.urls")),
    path("", include("forum.webcare.urls")),
    path("", include("forum.escalation.urls")),
    path("", include("forum.improvements.urls")),
    path("", include("forum.insights.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("cms.demo.urls")))
urlpatterns.append(path("", include("cms.urls")))

handler403 = "community.members.views.forbidden"
# Not Django's: allauth looks for it when something is tried too often.
handler429 = "community.members.views.too_often"
