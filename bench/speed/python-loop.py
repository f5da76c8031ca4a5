"""A plain loop in Python: OpenCV reads, every n-th frame is resized and goes through the same model. Prints its seconds."""
import sys
import time

import cv2
import numpy
import onnxruntime

video, model, fps = sys.argv[1], sys.argv[2], float(sys.argv[3])
cv2.setNumThreads(1)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
port = session.get_inputs()[0]
side = port.shape[1]
square = numpy.zeros((1, side, side, 3), numpy.float32 if "float" in port.type else numpy.uint8)

began = time.perf_counter()
capture = cv2.VideoCapture(video)
rate = capture.get(cv2.CAP_PROP_FPS)
slot = -1
frame = 0
while capture.grab():
    now = int(frame / rate * fps + 0.001)
    frame += 1
    if now == slot:
        continue
    slot = now
    _, picture = capture.retrieve()
    scale = side / max(picture.shape[:2])
    small = cv2.cvtColor(cv2.resize(picture, None, fx=scale, fy=scale), cv2.COLOR_BGR2RGB)
    square[0, : small.shape[0], : small.shape[1]] = small
    boxes, scores = session.run(None, {port.name: square})
    found = scores[0].max(axis=1) > 0.1
    boxes[0][found]
print(time.perf_counter() - began)
