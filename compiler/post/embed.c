/* embed.c - the one line that stands for an embedded address */
#include "post/builder.h"

#include <string.h>

enum { LABEL_MAX = 80 }; /* bytes: a longer query is dropped from the label */

static bool
tracking(struct str name, struct str host)
{
	static const char *const names[] = {"fbclid", "feature", "gclid", "igsh", "igshid", "mc_cid", "mc_eid", "ref", "ref_src",
		"ref_url", "s", "si", "source", "spm", "trk", "usp", "autoplay", "rel", "mibextid", "share", "app", "frameborder",
		"embed", "pp", "ab_channel", "cmpid"};
	(void)host;
	if (str_starts(name, "utm_"))
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

/* Where ?t= is a token and not a moment of a film. */
static bool
host_is_twitter(struct str host)
{
	return str_is_nocase(host, "twitter.com") || str_is_nocase(host, "x.com") || str_is_nocase(host, "mobile.twitter.com");
}

/* Appends "?a=b&c=d" without tracking parameters. */
static void
query_add(struct buf *b, struct str query, struct str host)
{
	size_t start = b->n;
	char sign = '?';
	while (query.n) {
		ptrdiff_t end = str_find_char(query, '&');
		struct str part = end < 0 ? query : str_sub(query, 0, (size_t)end);
		query = end < 0 ? STR_NONE : str_sub(query, (size_t)end + 1, query.n);
		ptrdiff_t equals = str_find_char(part, '=');
		struct str name = equals < 0 ? part : str_sub(part, 0, (size_t)equals);
		if (!part.n || tracking(name, host) || str_is(name, "t"))
			continue;
		buf_char(b, sign);
		buf_str(b, part);
		sign = '&';
	}
	if (b->n > LABEL_MAX)
		b->n = start;
}

struct str
embed_label(struct arena *a, struct str url)
{
	struct str s = url;
	ptrdiff_t scheme = str_find(s, STR("://"));
	if (scheme >= 0 && scheme < 12)
		s = str_sub(s, (size_t)scheme + 3, s.n);
	else if (str_starts(s, "//"))
		s = str_sub(s, 2, s.n);
	if (str_starts_nocase(s, "www."))
		s = str_sub(s, 4, s.n);
	ptrdiff_t hash = str_find_char(s, '#');
	if (hash > 0)
		s = str_sub(s, 0, (size_t)hash);
	ptrdiff_t mark = str_find_char(s, '?'), slash = str_find_char(s, '/');
	struct str query = mark > 0 ? str_sub(s, (size_t)mark + 1, s.n) : STR_NONE;
	s = mark > 0 ? str_sub(s, 0, (size_t)mark) : s;
	struct str host = slash > 0 && (size_t)slash < s.n ? str_sub(s, 0, (size_t)slash) : s;
	while (s.n > 1 && s.p[s.n - 1] == '/')
		s.n--;
	struct buf b = {0};
	buf_str(&b, s);
	if (!host_is_twitter(host))
		query_add(&b, query, host);
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out.n ? out : str_dup(a, url);
}

struct str
embed_head(struct arena *a, struct str url)
{
	static const struct {
		const char *host, *name;
	} known[] = {{"youtube.com", "YouTube"}, {"youtu.be", "YouTube"}, {"vimeo.com", "Vimeo"}, {"twitter.com", "Twitter"},
		{"x.com", "X"}, {"instagram.com", "Instagram"}, {"facebook.com", "Facebook"}, {"linkedin.com", "LinkedIn"},
		{"tiktok.com", "TikTok"}, {"twitch.tv", "Twitch"}, {"dailymotion.com", "Dailymotion"},
		{"bilibili.com", "Bilibili"}, {"open.spotify.com", "Spotify"}, {"soundcloud.com", "SoundCloud"},
		{"api.soundcloud.com", "SoundCloud"}, {"archive.org", "Internet Archive"}, {"gist.github.com", "GitHub Gist"},
		{"github.com", "GitHub"}, {"gitlab.com", "GitLab"}, {"codepen.io", "CodePen"}, {"codesandbox.io", "CodeSandbox"},
		{"dev.to", "DEV"}, {"slideshare.net", "SlideShare"}, {"speakerdeck.com", "Speaker Deck"},
		{"docs.google.com", "Google Docs"}, {"maps.google.com", "Google Maps"}, {"t.me", "Telegram"},
		{"loom.com", "Loom"}, {"reddit.com", "Reddit"}, {"wikipedia.org", "Wikipedia"}, {"asciinema.org", "asciinema"},
		{"ted.com", "TED"}};
	ptrdiff_t scheme = str_find(url, STR("://"));
	struct str host = scheme < 0 ? STR_NONE : str_sub(url, (size_t)scheme + 3, url.n);
	size_t n = 0;
	while (n < host.n && !strchr("/?#", host.p[n]))
		n++;
	host = str_sub(host, str_starts_nocase(host, "www.") ? 4 : 0, n);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is_nocase(host, known[i].host))
			return str_of(known[i].name);
	return str_dup(a, host);
}

/* The part of s behind `prefix` up to one of the bytes in `ends`. */
static bool
part_behind(struct str s, const char *prefix, const char *ends, struct str *out)
{
	ptrdiff_t at = str_find(s, str_of(prefix));
	if (at < 0)
		return false;
	s = str_sub(s, (size_t)at + strlen(prefix), s.n);
	size_t n = 0;
	while (n < s.n && !strchr(ends, s.p[n]))
		n++;
	*out = str_sub(s, 0, n);
	return n > 0;
}

struct str
embed_url(struct arena *a, struct str url)
{
	static const struct {
		const char *frame, *page;
	} known[] = {
		{"youtube.com/embed/", "https://www.youtube.com/watch?v="},
		{"youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v="},
		{"player.vimeo.com/video/", "https://vimeo.com/"},
		{"player.twitch.tv/?video=", "https://www.twitch.tv/videos/"},
		{"www.dailymotion.com/embed/video/", "https://www.dailymotion.com/video/"},
		{"open.spotify.com/embed/episode/", "https://open.spotify.com/episode/"},
		{"open.spotify.com/embed/show/", "https://open.spotify.com/show/"},
		{"open.spotify.com/embed/track/", "https://open.spotify.com/track/"},
		{"www.loom.com/embed/", "https://www.loom.com/share/"},
		{"archive.org/embed/", "https://archive.org/details/"},
	};
	struct str id;
	if (str_starts(url, "//"))
		url = str_fmt(a, "https:%.*s", STR_FMT(url));
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (part_behind(url, known[i].frame, "?&#\"", &id) && !str_is(id, "videoseries"))
			return str_fmt(a, "%s%.*s", known[i].page, STR_FMT(id));
	return url;
}
