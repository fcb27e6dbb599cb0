/** Text without case and accents, for comparing what people type: `Énergie` → `energie`. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
}
