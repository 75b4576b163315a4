"""Pictures in articles: WebP in two widths, with their size, fetched when they come near."""

import pytest
from wagtail.images.formats import get_image_format
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.branding import current
from cms.branding.models import BrandSettings
from community.lib import slots

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return Image.objects.create(title="Meter", file=get_test_image_file(size=(1600, 800)))


def test_a_picture_carries_its_size_and_two_widths(image):
    html = get_image_format("fullwidth").image_to_html(image, 'The "meter"')
    for part in (
        'width="672" height="336"',
        "1344w",
        'loading="lazy"',
        'alt="The &quot;meter&quot;"',
        ".webp",
    ):
        assert part in html


def test_a_lost_file_leaves_its_words(image):
    image.file.storage.delete(image.file.name)
    assert get_image_format("left").image_to_html(image, "The <meter>") == "<span>The &lt;meter&gt;</span>"


def test_the_logo_stands_in_the_admin(admin_client, image):
    brand = BrandSettings.load()
    brand.logo, brand.name = image, "Roodborst"
    brand.save()
    slots.bump(current.STALE)
    page = admin_client.get("/admin/").content.decode()
    slots.bump(current.STALE)
    assert current.brand().logo.url in page and "Roodborst" in page
