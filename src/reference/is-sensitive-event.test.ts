import { describe, expect, it } from 'vitest';

import { isSensitiveEvent } from './is-sensitive-event.ts';

describe('isSensitiveEvent', () => {
  it('holds for what carries credentials, under wildcards too', () => {
    for (const event of [
      'authenticate',
      'websocket.authenticate',
      'auth.login',
      'auth.jwt',
      'auth.*',
      '*',
      '**',
      '*.*',
      '*.login',
      'websocket.*',
      '**.authenticate',
      'auth.**',
      'a.**.b.c.d.e.f.g.h.i',
    ]) {
      expect([event, isSensitiveEvent(event)]).toEqual([event, true]);
    }
  });

  it('does not hold for anything else', () => {
    for (const event of [
      'items.create',
      'items.*',
      'authenticated',
      'author.create',
      'auth',
      'auth.a.b',
      'x.authenticate',
      '',
      '.',
      'a.b.c.d.e.f.g.h.i',
      'items.**',
    ]) {
      expect([event, isSensitiveEvent(event)]).toEqual([event, false]);
    }
  });
});
