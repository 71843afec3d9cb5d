/* html.c - cleaned HTML -> tree: the only file that knows gumbo */
#include "post/node.h"

#include <gumbo.h>
#include <string.h>

enum { DEPTH_MAX = 600 }; /* the cleaned text nests less; the parser adds some of its own */

static void *
gumbo_alloc(void *arena, size_t size)
{
	return arena_alloc(arena, size);
}

static void
gumbo_free(void *arena, void *p)
{
	(void)arena, (void)p; /* all at once, with the arena */
}

static struct str
text_keep(struct arena *a, const char *z)
{
	return str_dup(a, str_of(z));
}

static struct node *
element_new(struct arena *a, const GumboElement *e)
{
	struct node *n = NEW(a, struct node);
	n->tag = tag_find(str_of(gumbo_normalized_tagname(e->tag)));
	n->attrs = NEW_N(a, e->attributes.length, struct attr);
	for (unsigned i = 0; i < e->attributes.length; i++) {
		const GumboAttribute *attr = e->attributes.data[i];
		enum attr_id id = attr_find(str_of(attr->name));
		if (id != ATTR_COUNT)
			n->attrs[n->n_attrs++] = (struct attr){id, text_keep(a, attr->value)};
	}
	n->line = node_number(n, ATTR_LINE, 0, 1 << 30, 0);
	return n;
}

/* Text with the stretches put back that the parser did not see. */
static struct str
text_expand(struct arena *a, const char *z, const struct clean *clean)
{
	struct str s = str_of(z);
	if (!strstr(z, MARK_TEXT))
		return str_dup(a, s);
	struct buf b = {0};
	for (ptrdiff_t at; (at = str_find(s, STR(MARK_TEXT))) >= 0;) {
		buf_str(&b, str_sub(s, 0, (size_t)at));
		size_t n = 0, i = (size_t)at + MARK_LENGTH;
		for (; i < s.n && char_digit(s.p[i]) && n < clean->n; i++)
			n = n * 10 + (size_t)(s.p[i] - '0');
		s = str_sub(s, i + MARK_LENGTH, s.n);
		if (n < clean->n)
			buf_str(&b, clean->texts[n]);
	}
	buf_str(&b, s);
	struct str out = buf_keep(&b, a);
	buf_free(&b);
	return out;
}

static struct node *
node_new(struct arena *a, const GumboNode *g, const struct clean *clean)
{
	struct node *n;
	switch (g->type) {
	case GUMBO_NODE_ELEMENT: return element_new(a, &g->v.element);
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA:
		n = NEW(a, struct node);
		n->tag = TAG_TEXT;
		n->text = text_expand(a, g->v.text.text, clean);
		return n;
	default: return NULL;
	}
}

static void
node_append(struct node *parent, struct node *n)
{
	n->parent = parent;
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
	if (!n->line)
		n->line = parent->line;
}

static const GumboVector *
children(const GumboNode *g)
{
	return g->type == GUMBO_NODE_ELEMENT ? &g->v.element.children : &kGumboEmptyVector;
}

static const GumboNode *
body_find(const GumboNode *html)
{
	const GumboVector *v = children(html);
	for (unsigned i = 0; i < v->length; i++) {
		const GumboNode *g = v->data[i];
		if (g->type == GUMBO_NODE_ELEMENT && g->v.element.tag == GUMBO_TAG_BODY)
			return g;
	}
	return html;
}

/* Copies what is below `from`, without recursion. Nothing is deeper than DEPTH_MAX: tags_clean saw to that. */
static void
tree_copy(struct arena *a, const GumboNode *from, struct node *root, const struct clean *clean)
{
	struct {
		const GumboNode *g;
		unsigned next;
		struct node *n;
	} stack[DEPTH_MAX] = {{from, 0, root}};
	size_t depth = 1;
	while (depth) {
		const GumboVector *v = children(stack[depth - 1].g);
		if (stack[depth - 1].next == v->length) {
			depth--;
			continue;
		}
		const GumboNode *g = v->data[stack[depth - 1].next++];
		struct node *n = node_new(a, g, clean);
		if (!n)
			continue;
		node_append(stack[depth - 1].n, n);
		if (depth < DEPTH_MAX && children(g)->length) {
			stack[depth].g = g;
			stack[depth].next = 0;
			stack[depth++].n = n;
		}
	}
}

struct node *
html_parse(struct arena *a, const struct clean *clean)
{
	struct arena *scratch = arena_new();
	GumboOptions options = kGumboDefaultOptions;
	options.allocator = gumbo_alloc;
	options.deallocator = gumbo_free;
	options.userdata = scratch;
	options.max_errors = 0;
	GumboOutput *output = gumbo_parse_with_options(&options, clean->html.p, clean->html.n);
	struct node *root = NEW(a, struct node);
	root->tag = TAG_OTHER;
	tree_copy(a, body_find(output->root), root, clean);
	arena_free(scratch);
	return root;
}
