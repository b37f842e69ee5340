import Testing

/// Tests with real shells: one after the other, because some of them count the descriptors of this process.
@Suite(.serialized) enum LiveTerminals {}
