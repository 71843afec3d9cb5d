---
title: A post
lang: en_US
---
Text
