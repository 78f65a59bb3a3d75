"""Topics as a list, and one as a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from belonging.web.accounts.models import User
from belonging.web.community.models import Kind, Mention, Post, PostState, Reading, Topic
from belonging.web.hub.rules.stems import stem

TOPICS_PER_PAGE = 20
POSTS_PER_PAGE = 30
MOST_WORDS = 6
LOOKED_AT = (PostState.HELD, PostState.HIDDEN)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see of the list; `show` is empty for all, else FOLLOWED or one of SHOWS."""

    show: str = ""
    tag: str = ""
    words: str = ""


SHOWS = {
    "questions": Q(kind=Kind.QUESTION),
    "waiting": Q(kind=Kind.QUESTION, answer__isnull=True, last_number=1),
    "discussions": Q(kind=Kind.DISCUSSION),
    "notices": Q(kind=Kind.NOTICE),
}
FOLLOWED = "followed"


def topics(user: User, wanted: Wanted) -> QuerySet[Topic]:
    """Those that all may read, the latest first; with `opener`, tags, `read_to` and `follows` of the reader."""
    mine = Reading.objects.filter(topic=OuterRef("pk"), person=user)
    first = Post.objects.filter(number=1).select_related("author")
    found = Topic.objects.filter(state=PostState.SHOWN).annotate(
        read_to=Subquery(mine.values("read_to")[:1]),
        follows=Exists(mine.filter(follows=True)),
        replies=Count("posts", filter=Q(posts__state=PostState.SHOWN, posts__number__gt=1)),
    )
    found = found.prefetch_related("tags", Prefetch("posts", first, to_attr="opening"))
    if wanted.show in SHOWS:
        found = found.filter(SHOWS[wanted.show])
    if wanted.show == FOLLOWED:
        found = found.filter(follows=True)
    if wanted.tag:
        found = found.filter(tags__key=wanted.tag)
    asked = words_of(wanted.words)
    if wanted.words and not asked:
        return found.none()
    for word in asked:
        said = Post.objects.filter(topic=OuterRef("pk"), state=PostState.SHOWN, text__icontains=word)
        found = found.filter(Q(title__icontains=word) | Exists(said))
    return found.order_by("-last_at", "-pk")


def topics_page(user: User, wanted: Wanted, number: str) -> Page[Topic]:
    return Paginator(topics(user, wanted), TOPICS_PER_PAGE).get_page(number)


def words_of(search: str) -> list[str]:
    """Each as its stem, so that "clubs" finds "club"."""
    found = re.findall(r"[^\W_]+", search.lower())[:MOST_WORDS]
    return [root if word.startswith(root := stem(word)) else word for word in found]


def unread_count(user: User) -> int:
    """Followed topics in which somebody wrote since the reader was there."""
    held = Reading.objects.filter(person=user, follows=True, topic__state=PostState.SHOWN)
    return held.filter(topic__last_number__gt=F("read_to")).count()


def topic_by(pk: int) -> Topic | None:
    return Topic.objects.filter(pk=pk).select_related("answer").prefetch_related("tags").first()


def posts_page(topic: Topic, number: str, *, last: bool = False) -> Page[Post]:
    """In the order of writing, with authors and mentions. `last`: the page of the newest."""
    named = Prefetch("mentions", Mention.objects.select_related("person"))
    found = topic.posts.select_related("author").prefetch_related(named).order_by("number")
    pages = Paginator(found, POSTS_PER_PAGE)
    return pages.get_page(pages.num_pages if last else number)


def opening_of(topic: Topic) -> Post:
    return topic.posts.select_related("author").get(number=1)


def post_by(pk: int) -> Post | None:
    return Post.objects.filter(pk=pk).select_related("topic", "author").first()


def page_of(post: Post) -> int:
    """The page of its topic that a post is on."""
    before = Post.objects.filter(topic=post.topic_id, number__lt=post.number).count()
    return before // POSTS_PER_PAGE + 1


def reading_of(user: User, topic: Topic) -> Reading | None:
    return Reading.objects.filter(person=user, topic=topic).first()


def names_in_topic(topic: Topic) -> list[str]:
    """Of those who wrote there: they may be spoken to."""
    return list(
        Post.objects.filter(topic=topic, author__isnull=False).values_list("author__name", flat=True).distinct()
    )


def near(title: str, most: int = 3) -> list[Topic]:
    """Topics whose title shares most words with this one: they may be the answer."""
    roots = [word for word in words_of(title) if len(word) > 3]
    if not roots:
        return []
    any_of = Q()
    for word in roots:
        any_of |= Q(title__icontains=word)
    found = list(Topic.objects.filter(any_of, state=PostState.SHOWN)[:50])
    shared = {topic.pk: sum(word in topic.title.lower() for word in roots) for topic in found}
    return sorted((topic for topic in found if shared[topic.pk] > 1), key=lambda each: -shared[each.pk])[:most]
