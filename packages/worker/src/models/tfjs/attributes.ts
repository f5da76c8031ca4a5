/** Attributes of a TF.js node: protobuf's AttrValue as JSON. */
import type { TfjsNode } from './read-model.js'

/** A node that cannot be made ONNX, by its name and operator. */
export class UnsupportedNodeError extends Error {
  constructor({ name, op }: TfjsNode, reason: string) {
    super(`TF.js node ${name} (${op}) cannot be converted to ONNX: ${reason}`)
  }
}

/** Strings are base64 of their bytes. */
export function text(node: TfjsNode, name: string, standard: string): string {
  const value = node.attributes[name]?.s
  return typeof value === 'string' ? fromBase64(value) : standard
}

export function flag(node: TfjsNode, name: string): boolean {
  return node.attributes[name]?.b === true
}

/** Whole numbers come as strings; a missing one is 0, as protobuf leaves it out. */
export function integer(node: TfjsNode, name: string): number {
  return Number(node.attributes[name]?.i ?? 0)
}

export function integers(node: TfjsNode, name: string): number[] {
  return list(node, name, 'i').map(Number)
}

export function texts(node: TfjsNode, name: string): string[] {
  return list(node, name, 's').map((value) => fromBase64(String(value)))
}

/** `DT_FLOAT`, `DT_INT32` … */
export function type(node: TfjsNode, name: string): string {
  return String(node.attributes[name]?.type ?? '')
}

function list(node: TfjsNode, name: string, kind: 'i' | 's'): unknown[] {
  const values = (node.attributes[name]?.list as Record<string, unknown> | undefined)?.[kind]
  return Array.isArray(values) ? values : []
}

function fromBase64(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8')
}
