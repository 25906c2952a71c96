package io.stackspan.query.request;

import com.google.protobuf.InvalidProtocolBufferException;
import io.stackspan.proto.v1.Cursor;
import io.stackspan.proto.v1.SearchRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended, as one opaque word. It holds the order too, because a position in one order
 * means nothing in another. Pure.
 */
public final class CursorText {
  private CursorText() {}

  /** Base64url without padding. */
  public static String write(SearchRequest request, Cursor after) {
    SearchRequest position =
        SearchRequest.newBuilder()
            .setSort(request.getSort())
            .setAscending(request.getAscending())
            .setAfter(after)
            .build();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(position.toByteArray());
  }

  /** Only sort, ascending and after are set. */
  static SearchRequest parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
      SearchRequest position = SearchRequest.parseFrom(bytes);
      // Bytes of anything may parse; only what write() would have written counts.
      if (!position.getAfter().getTraceId().isEmpty()
          && write(position, position.getAfter()).equals(text)) {
        return position;
      }
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      // Falls through: why it does not parse is of no use to the caller.
    }
    throw new IllegalArgumentException("is not a cursor that this API handed out");
  }
}
