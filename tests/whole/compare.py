"""compare.py - align the words of a post with those of the book: what is lost, what was added

Time goes with the number of words: stretches of words that occur once in both are the pins, and only what lies between two pins is compared word by word.
"""
import bisect
import collections
import difflib


def pins(a, b, a0, a1, b0, b1, n):
    """Pairs (i, j) where the n words at a[i] and b[j] are the same, occur once in both, and are in order."""
    def once(words, start, end):
        seen = collections.Counter(tuple(words[i:i + n]) for i in range(start, end - n + 1))
        return {tuple(words[i:i + n]): i for i in range(start, end - n + 1) if seen[tuple(words[i:i + n])] == 1}
    there = once(b, b0, b1)
    pairs = [(i, there[gram]) for gram, i in once(a, a0, a1).items() if gram in there]
    tails, at, back = [], [], []
    for k, (_, j) in enumerate(pairs):  # the longest increasing row of j
        place = bisect.bisect_left(tails, j)
        tails[place:place + 1] = [j]
        at[place:place + 1] = [k]
        back.append(at[place - 1] if place else -1)
    row, k = [], at[-1] if at else -1
    while k >= 0:
        row.append(pairs[k])
        k = back[k]
    return row[::-1]


def align(a, b):
    """Marks which words of a and of b belong together, in order."""
    in_a, in_b = [False] * len(a), [False] * len(b)
    todo = [(0, len(a), 0, len(b), 4)]
    while todo:
        a0, a1, b0, b1, n = todo.pop()
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            in_a[a0] = in_b[b0] = True
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            in_a[a1 - 1] = in_b[b1 - 1] = True
            a1, b1 = a1 - 1, b1 - 1
        if a0 >= a1 or b0 >= b1:
            continue
        if n == 0 or (a1 - a0) * (b1 - b0) < 2500:
            if (a1 - a0) * (b1 - b0) > 4000000:
                continue  # two long texts without one word in common that is rare
            for i, j, size in difflib.SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False).get_matching_blocks():
                for k in range(size):
                    in_a[a0 + i + k] = in_b[b0 + j + k] = True
            continue
        row = pins(a, b, a0, a1, b0, b1, n)
        ends = [(a0, b0)] + row + [(a1, b1)]
        for (i, j), (k, m) in zip(ends, ends[1:]):
            todo.append((i, k, j, m, n if len(row) > 1 else n - 1))
    return in_a, in_b


def runs(marks):
    """Stretches (start, end) of what is not marked."""
    start = None
    for i, mark in enumerate(marks + [True]):
        if not mark and start is None:
            start = i
        elif mark and start is not None:
            yield start, i
            start = None


def stood_in(post, in_post, i):
    """Whether a word that may be missing, near by, took the place of this one."""
    for j in range(max(0, i - 12), min(len(post), i + 13)):
        if in_post[j] and post[j][2] and post[j][0] == post[i][0]:
            in_post[j] = False
            return True
    return False


def compare(post, book):
    """post: (word, line, optional); book: words. Returns the lost stretches [(start, end)] of post, and the added stretches of book."""
    words = [w for w, _, _ in post]
    in_post, in_book = align(words, book)
    spare = collections.Counter()
    extra = []
    for start, end in runs(in_book):
        extra.append("".join(book[start:end]))
        spare.update(book[start:end])
    glued = "\n".join(extra)  # words that a line's end parts are one here
    lost = []
    for start, end in runs(in_post):
        while start < end and post[start][2]:
            start += 1
        while start < end and post[end - 1][2]:
            end -= 1
        must = [i for i in range(start, end) if not post[i][2]]
        if not must:
            continue
        text = "".join(words[i] for i in must)
        if len(text) >= 8 and text in glued:
            glued = glued.replace(text, "\n", 1)
            spare.subtract(words[i] for i in must)
            continue
        if len(must) > 1 and spare[text] > 0:  # "x" and "2" of x² are one word on the page
            spare[text] -= 1
            continue
        gone = []
        must = [i for i in must if not stood_in(post, in_post, i)]
        for i in must:
            if spare[words[i]] > 0:
                spare[words[i]] -= 1
            elif len(words[i]) >= 5 and words[i] in glued:
                glued = glued.replace(words[i], "\n", 1)
            else:
                gone.append(i)
        for i in gone:
            if lost and i - lost[-1][1] <= 1:
                lost[-1] = (lost[-1][0], i + 1)
            else:
                lost.append((i, i + 1))
    left = collections.Counter(spare)
    left.subtract(w for w, _, optional in post if optional)
    added = [(start, end) for start, end in runs(in_book) if all(left[w] > 0 for w in book[start:end])]
    return lost, added
