"""make.py - pictures with metadata: EXIF, IPTC and XMP in JPEGs, XMP and texts in PNGs"""
import pathlib
import struct
import sys
import zlib

base = pathlib.Path(sys.argv[1]).read_bytes()
out = pathlib.Path("img")
out.mkdir()


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(name, *segments, tail=b""):
    (out / name).write_bytes(base[:2] + b"".join(segments) + segment(0xFE, name.encode()) + base[2:] + tail)


def exif(entries):
    head, data, at = b"", b"", 8 + 2 + 12 * len(entries) + 4
    for tag, kind, text in entries:
        count = len(text)
        if count <= 4:
            head += struct.pack("<HHI4s", tag, kind, count, text)
        else:
            head += struct.pack("<HHII", tag, kind, count, at + len(data))
            data += text
    return segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + head + b"\0\0\0\0" + data)


def iptc(entries):
    data = b"".join(b"\x1c\x02" + struct.pack(">BH", n, len(text)) + text for n, text in entries)
    return segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2))


NAMES = ('xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
         'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
         'xmlns:cc="http://creativecommons.org/ns#" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
         'xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"')


def packet(inner, attributes="", doctype=""):
    return (f'{doctype}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {NAMES}><rdf:Description rdf:about="" {attributes}>{inner}'
            "</rdf:Description></rdf:RDF></x:xmpmeta>").encode()


def xmp(text):
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + text)


def alt(name, text):
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li><rdf:li xml:lang="en">no</rdf:li></rdf:Alt></{name}>'


def bag(name, *texts):
    return f"<{name}><rdf:Bag>" + "".join(f"<rdf:li>{text}</rdf:li>" for text in texts) + f"</rdf:Bag></{name}>"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, shade, *chunks):
    w, h = 60, 40
    rows = b"".join(b"\0" + bytes((x * shade + y) & 255 for x in range(w)) for y in range(h))
    (out / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)) + b"".join(chunks) +
                             chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


jpeg("exif.jpg", exif([(270, 2, "Taller en Bogotá\0".encode()), (315, 2, b"Ana P\xe9rez\0"), (33432, 2, b"Copyright 2023 Ana\0"),
                       (0x9C9E, 1, "nube;taller".encode("utf-16le") + b"\0\0")]))
jpeg("iptc.jpg", iptc([(120, b"Un caf\xc3\xa9 con todos"), (25, b"caf\xc3\xa9"), (25, b"gente"), (80, b"Luis"), (115, b"Archivo")]))
regions = ('<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>'
           '<rdf:li><rdf:Description mwg-rs:Name="Berta Gil" mwg-rs:Type="Face"/></rdf:li>'
           '<rdf:li><rdf:Description mwg-rs:Name="Firulais" mwg-rs:Type="Pet"/></rdf:li>'
           '<rdf:li rdf:parseType="Resource"><mwg-rs:Type>Face</mwg-rs:Type><mwg-rs:Name>Omar Díaz</mwg-rs:Name></rdf:li>'
           '</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>')
jpeg("xmp.jpg", xmp(packet("<dc:creator><rdf:Seq><rdf:li>Rosa &amp; Cía</rdf:li></rdf:Seq></dc:creator>" + alt("dc:description", "La mesa de la charla") +
                           bag("dc:subject", "mesa", "charla") + bag("Iptc4xmpExt:PersonInImage", "Ana Pérez", "Berta Gil") + regions +
                           '<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>', 'photoshop:Source="Flickr"')))
png("xmp.png", 3, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet(alt("xmpRights:UsageTerms", "CC BY-SA 4.0"), 'photoshop:Credit="Agencia X"')))
png("text.png", 5, chunk(b"tEXt", b"Author\0Jos\xe9"), chunk(b"tEXt", b"Description\0OLYMPUS DIGITAL CAMERA"))
# what strangers send
jpeg("entities.jpg", xmp(packet(alt("dc:rights", "&a;"), "", '<!DOCTYPE x [<!ENTITY a "boom boom"><!ENTITY b "&a;&a;">]>')))
jpeg("deep.jpg", xmp(b"<a>" * 300 + b"</a>" * 300))
jpeg("cut.jpg", xmp(packet(alt("dc:rights", "half"))[:-60]))
jpeg("lies.jpg", segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\x02\0" + struct.pack("<HHII", 315, 2, 0xFFFFFFF0, 26) + struct.pack("<HHII", 270, 2, 5, 0xFFFFFFF0)))
jpeg("plain.jpg")
