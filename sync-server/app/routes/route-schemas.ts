import Type from 'typebox'
import { ErrorBody } from '#shared/protocol/wire.ts'

/** Every route may answer with an error of this shape. */
export const errors = { '4xx': ErrorBody, '5xx': ErrorBody } as const

/** No content. */
export const Nothing = Type.Null()

/** In the API's description: needs a device's bearer token. */
export const bearerOnly = { security: [{ device: [] }] } as const
