import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../database'
import { migrations } from '.'
import { inputTax } from './0100-input-tax'

it('lets Mandanten of earlier versions deduct input tax, as they did', () => {
  const db = new Database(':memory:')
  const earlier = migrations.filter(({ no }) => no < inputTax.no)
  migrate(db, earlier)
  db.exec(`INSERT INTO mandant_setting (mandant, locked, tax_keys) VALUES ('M1', 1, '[]')`)
  migrate(db, [...earlier, inputTax])
  expect(db.prepare('SELECT mandant, locked, without_input_tax FROM mandant_setting').raw().all()).toEqual([
    ['M1', 1, 0],
  ])
  expect(() => db.exec('UPDATE mandant_setting SET without_input_tax = 2')).toThrow('CHECK')
})
