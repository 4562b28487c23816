package com.nacento.connector.bucketevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnsSubscriptionTest {

    static final String QUERY = "?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-west-2:123456789012:MyTopic&Token=2336412f37";

    private final SnsSubscription subscription = new SnsSubscription();

    @ParameterizedTest
    @ValueSource(strings = {"https://sns.us-west-2.amazonaws.com/", "https://sns.cn-north-1.amazonaws.com.cn/"})
    void anAddressOfSnsIsCalled(String address) {
        assertThat(subscription.isOne(body(address + QUERY))).isTrue();
        assertThat(subscription.url(body(address + QUERY))).isEqualTo(address + QUERY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://sns.us-west-2.amazonaws.com/", "https://sns.us-west-2.amazonaws.com.example.org/",
        "https://example.org/sns.us-west-2.amazonaws.com/", "https://sns.us-west-2.amazonaws.com@example.org/",
        "https://user@sns.us-west-2.amazonaws.com/", "https://sns.us-west-2.amazonaws.com:8443/", "https://127.0.0.1/",
        "https://sns.us-west-2.amazonaws.com/other/", "https://s3.us-west-2.amazonaws.com/", "https://sns.us-west-2.example.amazonaws.com/",
        "https://snsxus-west-2.amazonaws.com/", "file:///etc/passwd", "//sns.us-west-2.amazonaws.com/", "not an address", ""})
    void nobodyElsesAddressIsCalled(String address) {
        assertThat(subscription.isOne(body(address + QUERY))).isFalse();
    }

    @Test
    void anEventIsNoSubscription() {
        assertThat(subscription.isOne(new byte[0])).isFalse();
        assertThat(subscription.isOne("hello".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(subscription.isOne("[1]".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(subscription.isOne("{\"Type\":\"Notification\",\"SubscribeURL\":\"https://sns.us-west-2.amazonaws.com/\"}"
                .getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    static byte[] body(String address) {
        return ("{\"Type\":\"SubscriptionConfirmation\",\"MessageId\":\"165545c9\",\"Token\":\"2336412f37\",\"TopicArn\":\"arn:aws:sns:us-west-2:123456789012:MyTopic\","
                + "\"Message\":\"You have chosen to subscribe to the topic.\\nTo confirm the subscription, visit the SubscribeURL included in this message.\","
                + "\"SubscribeURL\":\"" + address + "\",\"Timestamp\":\"2012-04-26T20:45:04.751Z\",\"SignatureVersion\":\"1\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
