package io.securechat.roomlog;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.securechat.rooms.Invited;
import io.securechat.rooms.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A room as its members see it. `prevEvent` is the hash that the next event must follow;
/// `openEpoch` is null while no epoch is open; `lastEpoch` is 0 before the first one.
record RoomDetail(
    @JsonUnwrapped RoomSummary summary,
    byte[] prevEvent,
    @Nullable Integer openEpoch,
    int lastEpoch,
    byte[] lastHash,
    List<Member> people,
    List<Invited> invited) {}
