---
title: Una entrada
---
Texto
