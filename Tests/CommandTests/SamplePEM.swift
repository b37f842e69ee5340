/// A certificate for `localhost`, and a key that is not its own; both were made for these tests and protect nothing.
enum SamplePEM {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBfzCCASWgAwIBAgIUG6Ni/DGZa4DR9hEQ9WF+JP9tt2UwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE2MzYwN1oYDzIxMjYxMDI5
        MTYzNjA3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAQ8aR3n4KdkEhjrBSJrhWjmxjmZDpcMPVmMBpU52tmSsScbI7zf/7OF
        kCKZj73JJn/pmi48WrlZ5e1MUWgqXQV2o1MwUTAdBgNVHQ4EFgQU40jRGOIS72zj
        ssdkUgcp+wJBkWwwHwYDVR0jBBgwFoAU40jRGOIS72zjssdkUgcp+wJBkWwwDwYD
        VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiA/BYvwUIOqPT52pG9GUG1M
        +qRV+m+AfyKjFsCwjAOiBAIhALbxd6n2Fxq5g/350PQ2XOFrl/by8NIneOWLf+bp
        pFi6
        -----END CERTIFICATE-----

        """

    static let foreignKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8wwT3Rlx4Y9hqjDw
        RSSwW2dDfESWFKA0uv9ltk8r8I2hRANCAAQLMb6qWRxSKeWrtuUm6wKpSOVH8dOn
        hzUbTOCy4VPb6v+0KSoea1BBJQaNRO/e13T+AUvq0G4ed/tVdeOWFzyB
        -----END PRIVATE KEY-----

        """
}
