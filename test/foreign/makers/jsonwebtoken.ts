import jsonwebtoken, { type JwtHeader } from 'jsonwebtoken'
import type { Maker } from './maker.js'

/** The package that most of Node's programs sign with. */
export const jsonwebtokenMaker: Maker = {
  name: 'jsonwebtoken',
  make: async (wishes) =>
    wishes.map(({ alg, key, header, claims }) => {
      const algorithm = alg as jsonwebtoken.Algorithm
      const options = { algorithm, header: { alg, ...header } as JwtHeader }
      return jsonwebtoken.sign(claims, key, options)
    }),
}
