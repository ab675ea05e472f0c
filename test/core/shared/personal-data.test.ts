import { describe, expect, test } from 'vitest';
import { holdsPersonalData } from '../../../src/core/domain/shared/personal-data.ts';

describe('holdsPersonalData()', () => {
  test.each([
    'jan@example.org',
    'write to Jan.de-Vries+x@mail.example.co.uk please',
    'jan＠example.org',
    'j\u200ban@example.org',
    '+31612345678',
    '+31 6 1234 5678',
    '0031612345678',
    '06-12345678',
    '(020) 123 45 67 89',
    '0612345678',
    '555-123-4567',
    '(555) 123-4567',
    'Call 020 123 4567 today',
  ])('finds it in %j', (text) => {
    expect(holdsPersonalData(text)).toBe(true);
  });

  test.each([
    'learner-000123456789',
    '0191a2b3-4c5d-7123-8123-0123456789ab',
    'vol-0612345678',
    '2025-01-16',
    '01-02-2025',
    '2025-01-16T10:00:00Z',
    '16.01.2025 to 30.06.2025',
    '25500.00',
    '0.1234567890',
    '1234567890',
    '0000000012',
    '20250116100000',
    '@mentor',
    'room 12, 3 p.m.',
    '50 × 85 from 2025-01-01 to 2025-06-30',
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  ])('finds none in %j', (text) => {
    expect(holdsPersonalData(text)).toBe(false);
  });
});
