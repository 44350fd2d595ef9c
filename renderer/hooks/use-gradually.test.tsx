import { render, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useGradually } from './use-gradually'

const drawings: number[] = []

function Rows({ count }: { count: number }) {
  const drawn = useGradually(count)
  drawings.push(drawn)
  return <p>{drawn}</p>
}

it('draws a screenful at once, and then all of it piece by piece', async () => {
  const { rerender } = render(<Rows count={200} />)
  expect(screen.getByText('30')).toBeTruthy()
  await screen.findByText('200')
  expect(drawings).toEqual([30, 70, 110, 150, 190, 200])
  rerender(<Rows count={7} />)
  expect(screen.getByText('7')).toBeTruthy()
  rerender(<Rows count={300} />)
  await waitFor(() => expect(screen.getByText('300')).toBeTruthy())
})
