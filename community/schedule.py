"""Everything that happens by itself: name, dotted task, cadence in seconds.

A scheduled message expires after its own cadence, so a day without a worker leaves one sweep in the
queue and not a thousand; whatever was due is found again by the sweep itself.
"""

CADENCES = {
    # name: (dotted task, seconds)
    "climb-the-ladder": ("forum.escalation.tasks.sweep", 30),
    "ask-whether-solved": ("forum.escalation.tasks.remind", 300),
    "ask-the-check": ("forum.escalation.tasks.ask_checks", 300),
    "send-replies": ("forum.webcare.tasks.send", 10),
    "watch-the-desk": ("forum.webcare.tasks.watch", 60),
    "deliver-webhooks": ("forum.webcare.tasks.deliver_webhooks", 30),
    "forget-deliveries": ("forum.webcare.tasks.forget_deliveries", 6 * 3600),
    "announce": ("forum.tasks.announce", 15),
    "take-in-mail": ("community.inbox.tasks.take_in", 30),
    "deliver-letters": ("community.notifications.tasks.deliver", 15),
    "index": ("forum.tasks.index", 20),
    "guess-languages": ("forum.tasks.guess_languages", 60),
    "count-lists": ("forum.tasks.count_lists", 30),
    "close-the-unheard": ("forum.tasks.close_unheard", 300),
    "reopen-orphans": ("forum.tasks.reopen_orphans", 300),
    "propose-improvements": ("forum.improvements.tasks.sweep", 600),
    "tell-what-was-done": ("forum.improvements.tasks.tell_changes", 60),
    "measure-weeks": ("forum.insights.tasks.measure", 900),
    "remove-orphaned-pictures": ("forum.tasks.remove_orphans", 3600),
    "merge-tags": ("forum.tasks.merge_tags", 300),
    "forget-drafts": ("forum.tasks.forget_drafts", 6 * 3600),
}


def beat_schedule() -> dict[str, dict]:
    """The schedule as Celery's beat reads it."""
    return {
        name: {"task": task, "schedule": float(seconds), "options": {"expires": seconds}}
        for name, (task, seconds) in CADENCES.items()
    }
