"""MiniLM as an ONNX graph, built from the published safetensors with `onnx.helper`, so that nobody needs torch.

The graph is a six-layer BERT with masked mean pooling and L2 normalisation inside: token ids and mask in, one unit vector per text out, and beside it the
rows per token that it is pooled from, so that a piece of a text can be pooled without running it again. The vector joins what three layers make of the text:
lower layers keep more of the wording, the last is trained to keep the meaning, and the three together tell topics apart better than the last alone at no
cost in time (docs/adr/0009).
Opset 17 and IR version 8 are the newest that onnx 1.14 (Rasa's environment) and current versions both read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

HIDDEN = 384
HEADS = 12
HEAD_SIZE = HIDDEN // HEADS
LAYERS = 6
POOLED_LAYERS = (2, 4, 5)  # counted from 0
LAYER_NORM_EPSILON = 1e-12
OPSET = 17
IR_VERSION = 8


class GraphBuilder:
    """Collects nodes and constants; every method returns the name of the tensor it made."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.initializers: list[Any] = []
        self.constants: set[str] = set()

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        output = f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.constants:
            self.constants.add(name)
            self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str, transpose: bool = False) -> str:
        value = self.weights[name].astype(np.float32)
        return self.constant(name + (".T" if transpose else ""), value.T if transpose else value)

    def number(self, value: float) -> str:
        return self.constant(f"number_{value}", np.array(value, dtype=np.float32))

    def shape(self, *sizes: int) -> str:
        return self.constant("shape_" + "_".join(map(str, sizes)), np.array(sizes, dtype=np.int64))

    def linear(self, x: str, name: str) -> str:
        return self.add("Add", self.add("MatMul", x, self.weight(f"{name}.weight", transpose=True)), self.weight(f"{name}.bias"))

    def layer_norm(self, x: str, name: str) -> str:
        scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=LAYER_NORM_EPSILON)

    def gelu(self, x: str) -> str:
        erf = self.add("Erf", self.add("Div", x, self.number(2.0**0.5)))
        return self.add("Mul", self.add("Mul", x, self.add("Add", erf, self.number(1.0))), self.number(0.5))

    def split_heads(self, x: str, order: list[int]) -> str:
        return self.add("Transpose", self.add("Reshape", x, self.shape(0, 0, HEADS, HEAD_SIZE)), perm=order)

    def attention(self, x: str, mask_bias: str, layer: str) -> str:
        query = self.split_heads(self.linear(x, f"{layer}.attention.self.query"), [0, 2, 1, 3])
        key = self.split_heads(self.linear(x, f"{layer}.attention.self.key"), [0, 2, 3, 1])
        value = self.split_heads(self.linear(x, f"{layer}.attention.self.value"), [0, 2, 1, 3])
        scores = self.add("Div", self.add("MatMul", query, key), self.number(HEAD_SIZE**0.5))
        weights = self.add("Softmax", self.add("Add", scores, mask_bias), axis=-1)
        context = self.add("Transpose", self.add("MatMul", weights, value), perm=[0, 2, 1, 3])
        context = self.add("Reshape", context, self.shape(0, 0, HIDDEN))
        projected = self.linear(context, f"{layer}.attention.output.dense")
        return self.layer_norm(self.add("Add", projected, x), f"{layer}.attention.output.LayerNorm")

    def feed_forward(self, x: str, layer: str) -> str:
        inner = self.gelu(self.linear(x, f"{layer}.intermediate.dense"))
        return self.layer_norm(self.add("Add", self.linear(inner, f"{layer}.output.dense"), x), f"{layer}.output.LayerNorm")

    def embeddings(self) -> str:
        words = self.add("Gather", self.weight("embeddings.word_embeddings.weight"), "input_ids")
        length = self.add("Slice", self.add("Shape", "input_ids"), self.shape(1), self.shape(2))
        positions = self.add("Slice", self.weight("embeddings.position_embeddings.weight"), self.shape(0), length, self.shape(0))
        segment = self.constant("segment_0", self.weights["embeddings.token_type_embeddings.weight"][0].astype(np.float32))
        return self.layer_norm(self.add("Add", self.add("Add", words, segment), positions), "embeddings.LayerNorm")

    def pooled(self, x: str, mask: str) -> str:
        """Mean over real tokens, then unit length."""
        mask_3d = self.add("Unsqueeze", mask, self.shape(2))
        total = self.add("ReduceSum", self.add("Mul", x, mask_3d), self.shape(1), keepdims=0)
        mean = self.add("Div", total, self.add("ReduceSum", mask, self.shape(1), keepdims=1))
        squares = self.add("ReduceSum", self.add("Mul", mean, mean), self.shape(1), keepdims=1)
        return self.add("Div", mean, self.add("Sqrt", self.add("Max", squares, self.number(1e-24))))


def build_graph(safetensors: Path) -> bytes:
    """The serialised ONNX model for these weights."""
    builder = GraphBuilder(load_file(str(safetensors)))
    mask = builder.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    inverse = builder.add("Sub", builder.number(1.0), mask)
    bias = builder.add("Unsqueeze", builder.add("Mul", inverse, builder.number(-1e9)), builder.shape(1, 2))
    x, layers = builder.embeddings(), []
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        x = builder.feed_forward(builder.attention(x, bias, layer), layer)
        if number in POOLED_LAYERS:
            layers.append(x)
    joined = builder.add("Concat", *(builder.pooled(layer, mask) for layer in layers), axis=1)
    builder.nodes.append(helper.make_node("Div", [joined, builder.number(len(layers) ** 0.5)], ["embedding"]))
    builder.nodes.append(helper.make_node("Concat", layers, ["tokens"], axis=2))
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])
    masks = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["texts", "tokens"])
    outputs = [
        helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", HIDDEN * len(POOLED_LAYERS)]),
        helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["texts", "tokens", HIDDEN * len(POOLED_LAYERS)]),
    ]
    graph = helper.make_graph(builder.nodes, "minilm", [ids, masks], outputs, builder.initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())
