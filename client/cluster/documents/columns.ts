/** Rows as text in columns of equal width, two blanks apart; the last column is as wide as it likes. */
export function columns(rows: readonly (readonly string[])[], indent = ""): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, index) => {
      const isLast = index === row.length - 1;
      if (!isLast) widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  return rows.map((row) =>
    (
      indent +
      row
        .map((cell, index) => (index < row.length - 1 ? cell.padEnd(widths[index] ?? 0) : cell))
        .join("  ")
    ).trimEnd(),
  );
}
