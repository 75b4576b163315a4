"""The group that opens the Wagtail admin to community managers, and what it may change there."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

MANAGERS = "Community managers"

# Models a manager may add, change and delete; members are changed, never made or deleted here. A ladder is
# never deleted: what customers were promised hangs on it.
_EDITABLE = [
    ("forum", "board"),
    ("forum", "boardfield"),
    ("forum", "door"),
    ("forum", "expertise"),
    ("tags", "tag"),
    ("tags", "synonym"),
    ("members", "department"),
    ("escalation", "policy"),
    ("escalation", "businessrules"),
    ("improvements", "cause"),
    ("improvements", "thresholds"),
    ("webcare", "macro"),
    ("webcare", "webhook"),
    ("cms", "notice"),
    ("cms", "brandsettings"),
]
_KEPT = [("escalation", "policy")]


def ensure_managers() -> Group:
    """The group with everything it needs; run twice, it is the same."""
    group, _made = Group.objects.get_or_create(name=MANAGERS)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for label, model in [*_EDITABLE, ("members", "member")]:
        verbs = ["change", "view"] if model == "member" else ["add", "change", "delete", "view"]
        kind = ContentType.objects.get(app_label=label, model=model)
        group.permissions.add(
            *Permission.objects.filter(content_type=kind, codename__in=[f"{verb}_{model}" for verb in verbs])
        )
    for label, model in _KEPT:
        kind = ContentType.objects.get(app_label=label, model=model)
        group.permissions.remove(*Permission.objects.filter(content_type=kind, codename=f"delete_{model}"))
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    pages = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=["add_page", "change_page", "publish_page"]
    )
    for permission in pages:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    pictures = Permission.objects.filter(
        content_type__app_label="wagtailimages", codename__in=["add_image", "change_image", "choose_image"]
    )
    for permission in pictures:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
    return group
