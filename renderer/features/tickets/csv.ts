import Papa from 'papaparse'
import type { Column } from './list-columns.ts'

/** Programs that open CSV take a file for UTF-8 when it begins so. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * A table as CSV: names first, a semicolon where the language writes numbers with a comma. A cell that a spreadsheet
 * would run as a formula is written as text.
 */
export function toCsv(
  columns: readonly Column[],
  rows: readonly Readonly<Partial<Record<Column, string>>>[],
  nameOf: (column: Column) => string,
  language: string,
): string {
  const text = Papa.unparse(
    {
      fields: columns.map(nameOf),
      data: rows.map((row) => columns.map((column) => row[column] ?? '')),
    },
    { delimiter: language === 'fr' ? ';' : ',', newline: '\r\n', escapeFormulae: true },
  )
  return BYTE_ORDER_MARK + text
}
