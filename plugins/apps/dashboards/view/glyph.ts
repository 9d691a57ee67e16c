/** A hint of what kind of panel it is: a line, bars, rows. */
export function glyph(type: string, x: number, y: number, w: number, h: number): string {
  const [left, right, low] = [x + 5, x + w - 5, y + h - 5];
  if (type === 'table' || type === 'logs' || type.endsWith('list'))
    return Array.from({ length: Math.floor((h - 8) / 6) }, (_, row) => `M${left} ${y + 7 + row * 6}H${right}`).join('');
  if (type === 'stat' || type === 'text') return `M${left} ${y + h / 2}h${Math.min(20, w / 3)}`;
  if (type === 'bargauge' || type === 'barchart' || type === 'histogram')
    return Array.from(
      { length: Math.floor((w - 10) / 8) },
      (_, bar) => `M${left + bar * 8} ${low}v${-((h - 12) * (0.35 + ((bar * 37) % 60) / 100))}`,
    ).join('');
  if (type === 'heatmap')
    return Array.from({ length: Math.floor((w - 10) / 10) * 4 }, (_, cell) => {
      const [column, row] = [Math.floor(cell / 4), cell % 4];
      const high = Math.floor((h - 12) / 4);
      return (cell * 29 + column * 7) % 5 < 2 ? '' : `M${left + column * 10} ${low - row * high}h7v${2 - high}h-7z`;
    }).join('');
  if (type === 'xychart')
    return Array.from(
      { length: Math.floor((w - 10) / 7) },
      (_, dot) => `M${left + dot * 7} ${low - (h - 14) * (((dot * 41) % 70) / 100 + dot / (w / 2))}h2`,
    ).join('');
  if (type === 'candlestick')
    return Array.from({ length: Math.floor((w - 10) / 12) }, (_, candle) => {
      const high = y + 8 + ((candle * 17) % 20) * ((h - 26) / 30);
      return `M${left + candle * 12 + 3} ${high}v3h3v9h-3v4v-4h-3v-9h3`;
    }).join('');
  if (type === 'gauge' || type === 'piechart') {
    const r = Math.min(w, h * 1.4) / 2 - 8;
    const middle = x + w / 2;
    return type === 'gauge'
      ? `M${middle - r} ${low}A${r} ${r} 0 0 1 ${middle + r} ${low}`
      : `M${middle} ${y + h / 2 - r / 1.4}a${r / 1.4} ${r / 1.4} 0 1 1 -.1 0zV${y + h / 2}h${r / 1.4}`;
  }
  const steps = 8;
  return Array.from(
    { length: steps + 1 },
    (_, step) => `${step === 0 ? 'M' : 'L'}${left + ((right - left) * step) / steps} ${low - (h - 12) * (0.2 + ((step * 53) % 70) / 100)}`,
  ).join('');
}
