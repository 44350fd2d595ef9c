/** Holds the place of rows that are not drawn. One cell: with more it would bring back the columns that are hidden. */
export function RowGap({ height }: { height: number }) {
  if (height === 0) return null
  return (
    <tr className="gap">
      <td style={{ height }} />
    </tr>
  )
}
