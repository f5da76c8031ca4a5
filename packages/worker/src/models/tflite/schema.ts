/** The numbers of the TFLite schema (version 3) that this reader knows by name. */

export type ElementType = 'float32' | 'float16' | 'int32' | 'uint8' | 'int64' | 'int8'

export const ELEMENT_TYPES: ReadonlyMap<number, ElementType> = new Map([
  [0, 'float32'],
  [1, 'float16'],
  [2, 'int32'],
  [3, 'uint8'],
  [4, 'int64'],
  [9, 'int8'],
])

/** Names of the schema for operators one meets in detectors; others are shown by number. */
export const OPERATOR_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'ADD'],
  [1, 'AVERAGE_POOL_2D'],
  [2, 'CONCATENATION'],
  [3, 'CONV_2D'],
  [4, 'DEPTHWISE_CONV_2D'],
  [6, 'DEQUANTIZE'],
  [9, 'FULLY_CONNECTED'],
  [14, 'LOGISTIC'],
  [17, 'MAX_POOL_2D'],
  [18, 'MUL'],
  [19, 'RELU'],
  [21, 'RELU6'],
  [22, 'RESHAPE'],
  [23, 'RESIZE_BILINEAR'],
  [25, 'SOFTMAX'],
  [28, 'TANH'],
  [34, 'PAD'],
  [39, 'TRANSPOSE'],
  [40, 'MEAN'],
  [41, 'SUB'],
  [42, 'DIV'],
  [43, 'SQUEEZE'],
  [45, 'STRIDED_SLICE'],
  [47, 'EXP'],
  [65, 'SLICE'],
  [83, 'PACK'],
  [97, 'RESIZE_NEAREST_NEIGHBOR'],
  [114, 'QUANTIZE'],
  [117, 'HARD_SWISH'],
])

/** Operator code 32: the name is the file's own. */
export const CUSTOM_OPERATOR = 32

export type Activation = 'none' | 'relu' | 'reluN1To1' | 'relu6' | 'tanh' | 'signBit'

export const ACTIVATIONS: readonly Activation[] = ['none', 'relu', 'reluN1To1', 'relu6', 'tanh', 'signBit']
